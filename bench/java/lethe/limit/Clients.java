package lethe.limit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Clients that each send the next request as soon as the last is answered, on sockets, so that they cost little themselves. */
record Clients(int port, String token, int atOnce) {
    record Request(String method, String path, String body) {}

    /** When to stop: after so many calls of each client, or so many milliseconds. */
    record Until(int calls, long millis) {}

    List<Measured.Call> run(Until until, Supplier<Request> next, Consumer<String> answers) throws Exception {
        var all = new ArrayList<Measured.Call>();
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            var clients = IntStream.range(0, atOnce)
                    .<Callable<List<Measured.Call>>>mapToObj(client -> () -> one(client, until, next, answers))
                    .toList();
            for (var calls : threads.invokeAll(clients)) {
                all.addAll(calls.get());
            }
        }
        return all;
    }

    private List<Measured.Call> one(int client, Until until, Supplier<Request> next, Consumer<String> answers)
            throws IOException {
        var calls = new ArrayList<Measured.Call>();
        var stop = System.nanoTime() + until.millis() * 1_000_000;
        while (calls.size() < until.calls() && System.nanoTime() < stop) {
            try (var socket = connect()) {
                var input = new BufferedInputStream(socket.getInputStream(), 64 << 10);
                for (var open = true; open && calls.size() < until.calls() && System.nanoTime() < stop; ) {
                    var request = bytes(next.get());
                    var begun = System.nanoTime();
                    socket.getOutputStream().write(request);
                    var answer = answer(input);
                    var end = System.nanoTime();
                    calls.add(new Measured.Call(client, end / 1_000, (end - begun) / 1_000));
                    answers.accept(answer.body());
                    open = answer.staysOpen();
                }
            }
        }
        return calls;
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** @param staysOpen Tomcat closes a connection after a hundred calls */
    private record Answer(String body, boolean staysOpen) {}

    private byte[] bytes(Request request) {
        var body = request.body().getBytes(StandardCharsets.UTF_8);
        return (request.method() + " /api/v1" + request.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + (body.length == 0 ? "" : "\r\nContent-Type: application/json\r\nContent-Length: " + body.length)
                        + "\r\n\r\n" + request.body())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Answer answer(BufferedInputStream input) throws IOException {
        var status = line(input);
        var length = 0;
        var chunked = false;
        var staysOpen = true;
        for (var header = line(input); !header.isEmpty(); header = line(input)) {
            var lower = header.toLowerCase(Locale.ROOT);
            length = lower.startsWith("content-length:") ? Integer.parseInt(lower.substring(15).strip()) : length;
            staysOpen &= !lower.equals("connection: close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        var body = new StringBuilder(text(input, length));
        while (chunked && (length = Integer.parseInt(line(input), 16)) > 0) {
            body.append(text(input, length));
            line(input);
        }
        if (chunked) {
            line(input);
        }
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IllegalStateException(status + " " + body);
        }
        return new Answer(body.toString(), staysOpen);
    }

    private static String text(BufferedInputStream input, int length) throws IOException {
        return new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(BufferedInputStream input) throws IOException {
        var text = new StringBuilder();
        for (var letter = input.read(); letter != '\n'; letter = input.read()) {
            if (letter < 0) {
                throw new IOException("The server has closed the connection");
            }
            text.append((char) letter);
        }
        return text.substring(0, text.length() - 1);
    }
}
