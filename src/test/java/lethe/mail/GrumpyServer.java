package lethe.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers a command as it is told to, and repeats what was said to it, as real ones do. */
final class GrumpyServer implements AutoCloseable {
    /** As the answer to a text: none, and the end of the connection. */
    static final String HANGS_UP = "hangs up";

    private final ServerSocket socket;
    private final Map<String, String> grumbles;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** @param grumbles the answer to a command's first four letters; all others are taken */
    GrumpyServer(Map<String, String> grumbles) throws IOException {
        this.grumbles = grumbles;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The commands that were said to it. */
    List<String> heard() {
        return heard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var caller = socket.accept();
                    var in =
                            new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
                    var out = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.UTF_8)) {
                talk(in, out);
            } catch (IOException hungUp) {
                continue;
            }
        }
    }

    private void talk(BufferedReader in, PrintWriter out) throws IOException {
        out.print("220 grumpy\r\n");
        out.flush();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            heard.add(command);
            out.print(grumbles.getOrDefault(command, usual(command)) + " " + line + "\r\n");
            out.flush();
            if (command.equals("DATA") && !grumbles.containsKey("DATA")) {
                swallow(in);
                if (grumbles.getOrDefault("TEXT", "").startsWith(HANGS_UP)) {
                    return;
                }
                out.print(grumbles.getOrDefault("TEXT", "250") + " taken\r\n");
                out.flush();
            }
        }
    }

    private static String usual(String command) {
        return command.equals("DATA") ? "354" : "250";
    }

    private static void swallow(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
