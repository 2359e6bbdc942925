package lethe.messaging.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A mail server whose answers a test sets: late, endless or missing. Like real ones, it repeats what it was told. */
final class GrumpyServer implements AutoCloseable {
    /** As an answer: none; the connection is closed. */
    static final String HANGS_UP = "hangs up";

    /** Keys for the greeting, and for the answer to the text of a mail. */
    static final String GREETING = "HELO-";

    static final String TEXT = "TEXT";
    private static final int FLOOD = 100_000;
    private final ServerSocket socket;
    private final Map<String, Mood> moods = new HashMap<>();
    private final Map<String, Long> pauses = new HashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private @Nullable SSLSocketFactory tls;

    /** How the server reacts to a command. */
    @FunctionalInterface
    interface Mood {
        /** @return false to close the connection */
        boolean answer(Caller caller, String line) throws IOException, InterruptedException;
    }

    /** The client of a connection. */
    static final class Caller {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;

        private Caller(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void leave() throws IOException {
            socket.close();
        }

        private @Nullable String hear() throws IOException {
            return in.readLine();
        }

        private void encrypt(SSLSocketFactory factory) throws IOException {
            var layered = (javax.net.ssl.SSLSocket) factory.createSocket(socket, null, socket.getPort(), true);
            layered.setUseClientMode(false);
            layered.startHandshake();
            socket = layered;
            in = new BufferedReader(new InputStreamReader(layered.getInputStream(), StandardCharsets.UTF_8));
            out = layered.getOutputStream();
        }
    }

    /** @param grumbles answers by the first four letters of the command; all other commands are accepted */
    GrumpyServer(Map<String, String> grumbles) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        grumbles.forEach((command, answer) -> moods.put(command, says(answer)));
        Thread.ofVirtual().start(this::serve);
    }

    /** Sets a reaction that is more than an answer. */
    GrumpyServer with(String command, Mood mood) {
        moods.put(command, mood);
        return this;
    }

    /** Answers as before, but after a pause. */
    GrumpyServer slowAt(String command, long millis) {
        pauses.put(command, millis);
        return this;
    }

    GrumpyServer offering(String... extensions) {
        return with("EHLO", (caller, line) -> {
            caller.say("250-grumpy\r\n"
                    + List.of(extensions).stream()
                            .map(one -> "250-" + one + "\r\n")
                            .collect(Collectors.joining())
                    + "250 HELP\r\n");
            return true;
        });
    }

    GrumpyServer encrypting(SSLSocketFactory factory) {
        tls = factory;
        return offering("STARTTLS");
    }

    static Mood says(String answer) {
        return answer.startsWith(HANGS_UP)
                ? hangsUp()
                : (caller, line) -> {
                    caller.say(answer + " " + line + "\r\n");
                    return true;
                };
    }

    static Mood hangsUp() {
        return (caller, line) -> false;
    }

    /** Answers after a pause. */
    static Mood late(long millis, String answer) {
        return (caller, line) -> {
            Thread.sleep(millis);
            return says(answer).answer(caller, line);
        };
    }

    /** Answers once the latch is released. */
    static Mood when(CountDownLatch let, String answer) {
        return (caller, line) -> {
            let.await();
            return says(answer).answer(caller, line);
        };
    }

    /** An answer of several lines (RFC 5321, 4.2.1). */
    static Mood atLength(String code, String... words) {
        return (caller, line) -> {
            for (var word : words) {
                caller.say(code + "-" + word + "\r\n");
            }
            caller.say(code + " " + line + "\r\n");
            return true;
        };
    }

    /** A line without end. */
    static Mood babbles() {
        return (caller, line) -> {
            for (var times = 0; times < FLOOD; times++) {
                caller.say("250-" + line.repeat(4));
            }
            return false;
        };
    }

    /** Lines without end. */
    static Mood goesOn() {
        return (caller, line) -> {
            for (var times = 0; times < FLOOD; times++) {
                caller.say("250-and\r\n");
            }
            return false;
        };
    }

    /** One character after another, without end. */
    static Mood trickles(long millis) {
        return (caller, line) -> {
            for (var times = 0; times < FLOOD; times++) {
                caller.say("2");
                Thread.sleep(millis);
            }
            return false;
        };
    }

    String url() {
        return "smtp://127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The commands received, four letters each. */
    List<String> heard() {
        return heard;
    }

    /** The received lines that start like this. */
    List<String> lines(String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    /** The mails received up to their final dot. */
    List<String> texts() {
        return texts;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> talk(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var caller = new Caller(socket);
            var goesOn = answer(GREETING, "220 grumpy", caller, "");
            while (goesOn) {
                var line = caller.hear();
                goesOn = line != null && take(caller, line);
            }
        } catch (IOException gone) {
            heard.add("gone");
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean take(Caller caller, String line) throws IOException, InterruptedException {
        var command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        heard.add(command);
        lines.add(line);
        var goesOn = answer(command, usual(command), caller, line);
        if (goesOn && command.equals("DATA") && !moods.containsKey("DATA")) {
            var text = text(caller);
            texts.add(text);
            goesOn = answer(TEXT, "250", caller, "taken");
        } else if (goesOn && command.equals("STAR") && tls != null) {
            caller.encrypt(tls);
        }
        return goesOn && !command.equals("QUIT");
    }

    private boolean answer(String command, String usual, Caller caller, String line)
            throws IOException, InterruptedException {
        Thread.sleep(pauses.getOrDefault(command, 0L));
        var mood = moods.get(command);
        return (mood == null ? says(usual) : mood).answer(caller, line);
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354";
            case "STAR" -> "220";
            case "QUIT" -> "221";
            case "AUTH" -> "235";
            default -> "250";
        };
    }

    /** Fails if the mail has no end. */
    private static String text(Caller caller) throws IOException {
        var text = new StringBuilder();
        var line = caller.hear();
        while (!".".equals(line)) {
            if (line == null) {
                throw new IOException("no full stop");
            }
            text.append(line).append('\n');
            line = caller.hear();
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
