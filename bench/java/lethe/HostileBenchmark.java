package lethe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Runs attacks one after another, each for a while, and measures how long a user of another organisation waits. */
final class HostileBenchmark {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern ROLE = Pattern.compile("\"id\":\"(role_[a-z0-9]+)\",\"name\":\"Viewer\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z]+_[a-z0-9]+)\"");
    private static final Pattern NUMBER = Pattern.compile("\"number\":([0-9]+)");
    private static final String TABLE = "{\"subject\":\"S\",\"markdown\":\"" + "|a".repeat(12_000) + "|\\n" + "|-".repeat(12_000) + "|\\n"
            + "|b|\\n".repeat(400) + "\"}";
    private static final byte[] PIECE = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
    private final URI address;
    private final String attacker;
    private final String victim;
    private final Duration each;
    private final AtomicInteger number = new AtomicInteger();
    private volatile long until;

    private HostileBenchmark(String address, String attacker, String victim, int seconds) {
        this.address = URI.create(address);
        this.attacker = attacker;
        this.victim = victim;
        this.each = Duration.ofSeconds(seconds);
    }

    private interface Blow {
        /** The response: a status, or a word. */
        String strike() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        new HostileBenchmark(arguments[0], arguments[1], arguments[2], Integer.parseInt(arguments[3])).run();
    }

    private void run() throws Exception {
        var role = first(ROLE, get("/api/v1/roles", attacker));
        var newsletter = first(
                ID,
                send("/api/v1/newsletters", attacker, "{\"name\":\"N\",\"about\":\"A\",\"frequency\":\"F\"}").body());
        var attacks = new LinkedHashMap<String, Map.Entry<Integer, Blow>>();
        attacks.put("calm", Map.entry(0, () -> ""));
        attacks.put("40 files of 32 MiB, by nobody", Map.entry(40, () -> file("/sign-in", "", false)));
        attacks.put("40 files, chunked, by nobody", Map.entry(40, () -> file("/o/attackers/users/imports/new", "", true)));
        attacks.put("40 files of 32 MiB, signed in", Map.entry(40, () -> file("/api/v1/users/imports", attacker, false)));
        attacks.put("400 slow bodies of 200 KB", Map.entry(400, this::slowBody));
        attacks.put("1,000 heads without end", Map.entry(1_000, this::slowHead));
        attacks.put("8 names of 50,000 letters", Map.entry(8, () -> person(role, "x ".repeat(25_000), "")));
        var issues = "/newsletters/" + newsletter + "/issues";
        var draft = send("/api/v1" + issues, attacker, TABLE);
        attacks.put("8 tables of 50 KB, stored", Map.entry(8, () -> status("/api/v1" + issues, attacker, TABLE)));
        attacks.put("8 tables of 50 KB, shown", Map.entry(8, () -> page("/o/attackers" + issues + "/" + first(NUMBER, draft.body()))));
        attacks.put("16 wrong sign-ins", Map.entry(16, this::wrongSignIn));
        attacks.put("60 temporary passwords", Map.entry(60, () -> person(role, "Edo", "\"temporaryPassword\":\"violet-harbour-mango-73\",")));
        System.out.printf("%-32s %6s %8s %8s %7s  %s%n", "attack", "asked", "median", "worst", "failed", "answers to the attack");
        for (var attack : attacks.entrySet()) {
            row(attack.getKey(), attack.getValue().getKey(), attack.getValue().getValue());
        }
    }

    private void row(String name, int many, Blow blow) throws Exception {
        var answers = new ConcurrentHashMap<String, LongAdder>();
        until = System.nanoTime() + each.toNanos();
        var waits = new ArrayList<Long>();
        var failed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one = 0; one < many; one++) {
                threads.submit(() -> strike(blow, answers));
            }
            while (System.nanoTime() < until) {
                var begun = System.nanoTime();
                failed += isServed() ? 0 : 1;
                waits.add(System.nanoTime() - begun);
                Thread.sleep(20);
            }
        }
        waits.sort(null);
        System.out.printf(
                "%-32s %6d %5d ms %5d ms %7d  %s%n",
                name, waits.size(), at(waits, 0.5), at(waits, 1), failed, new TreeMap<>(answers));
    }

    private void strike(Blow blow, Map<String, LongAdder> answers) {
        while (System.nanoTime() < until) {
            var answer = "closed";
            try {
                answer = blow.strike();
                Thread.sleep(5);
            } catch (Exception refused) {
                // The server may close the connection in any way.
            }
            answers.computeIfAbsent(answer, any -> new LongAdder()).increment();
        }
    }

    private boolean isServed() {
        try {
            var asked = HttpRequest.newBuilder(address.resolve("/api/v1/me")).timeout(PATIENCE);
            return HTTP.send(asked.header("Authorization", "Bearer " + victim).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException failed) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String file(String path, String token, boolean chunked) throws IOException {
        var length = 32L << 20;
        var part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        try (var socket = connect()) {
            head(socket, path, token, "multipart/form-data; boundary=x", chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + length);
            write(socket, chunked ? "%x\r\n%s\r\n".formatted(part.length(), part) : part);
            for (var sent = 0L; sent < length && System.nanoTime() < until; sent += PIECE.length) {
                if (socket.getInputStream().available() > 0) {
                    return status(socket);
                }
                if (chunked) {
                    write(socket, "%x\r\n".formatted(PIECE.length));
                }
                socket.getOutputStream().write(PIECE);
                write(socket, chunked ? "\r\n" : "");
            }
            return status(socket);
        }
    }

    private String slowBody() throws Exception {
        try (var socket = connect()) {
            head(socket, "/api/v1/sign-in", "", "application/json", "Content-Length: 250000");
            write(socket, "{\"email\":\"" + "x".repeat(200_000));
            while (System.nanoTime() < until && socket.getInputStream().available() == 0) {
                write(socket, "x");
                Thread.sleep(500);
            }
            return socket.getInputStream().available() > 0 ? status(socket) : "held";
        }
    }

    private String slowHead() throws Exception {
        try (var socket = connect()) {
            write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
            while (System.nanoTime() < until) {
                write(socket, "x");
                Thread.sleep(1_000);
            }
            return "held";
        }
    }

    private String person(String role, String name, String more) throws Exception {
        var email = "p" + number.incrementAndGet() + "@attackers.example";
        return status("/api/v1/users", attacker, "{" + more + "\"firstName\":\"" + name + "\",\"lastName\":\"L\",\"email\":\"" + email
                + "\",\"type\":\"INTERNAL\",\"roleId\":\"" + role
                + "\",\"consent\":{\"given\":true,\"noticeVersion\":1,\"language\":\"en\"}}");
    }

    /** Attacks the rendering to HTML; storing the text is cheap. */
    private String page(String path) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path)).timeout(each.plus(PATIENCE)).header("Accept", "text/html");
        return String.valueOf(HTTP.send(request.header("Authorization", "Bearer " + attacker).build(), BodyHandlers.discarding())
                .statusCode());
    }

    private String wrongSignIn() throws Exception {
        return status("/api/v1/sign-in", "", "{\"organisation\":\"attackers\",\"email\":\"p" + number.incrementAndGet()
                + "@attackers.example\",\"password\":\"wrong-wrong-wrong\"}");
    }

    private String status(String path, String token, String body) throws Exception {
        return String.valueOf(send(path, token, body).statusCode());
    }

    private java.net.http.HttpResponse<String> send(String path, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(each.plus(PATIENCE))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return HTTP.send(
                (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build(),
                BodyHandlers.ofString());
    }

    private String get(String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
        return HTTP.send(request.build(), BodyHandlers.ofString()).body();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static void head(Socket socket, String path, String token, String type, String length) throws IOException {
        write(socket, "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + length + "\r\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String status(Socket socket) throws IOException {
        var line = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII);
        return line.hasNextLine() ? line.nextLine().split(" ")[1] : "closed";
    }

    private static long at(List<Long> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1_000_000;
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("Not found: " + pattern);
        }
        return found.group(1);
    }
}
