package lethe.selftest.prove;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lethe.selftest.instance.Polling;
import lethe.selftest.instance.PromiseBroken;

/** A mail server (RFC 5321, as much as is needed) that keeps mails in memory and can refuse all. */
final class TestMailbox implements Closeable {
    static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern LINK = Pattern.compile("http://[^\\s\"<>]+");
    private static final int PATIENCE = 1_200;
    private final ServerSocket server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private record Mail(String envelope, String text) {}

    public TestMailbox() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("post").start(this::serve);
    }

    public String url() {
        return "smtp://127.0.0.1:" + server.getLocalPort();
    }

    /** While it refuses, mails wait in Lethe's own queue. */
    void refuse(boolean all) {
        refusing = all;
    }

    int count(String address) {
        return (int)
                mails.stream().filter(mail -> mail.envelope().contains(address)).count();
    }

    /**
     * Waits for this many mails with a link to an address.
     *
     * @return the first link of the last one
     */
    String link(String address, int number) {
        for (var tries = 0; links(address).size() < number; tries++) {
            if (tries == PATIENCE) {
                throw new PromiseBroken("No mail with a link arrived");
            }
            Polling.pause(PAUSE);
        }
        return links(address).getLast();
    }

    private List<String> links(String address) {
        return mails.stream()
                .filter(mail -> mail.envelope().contains(address))
                .map(mail -> LINK.matcher(mail.text().replace("=\r\n", "").replace("=3D", "=")))
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept();
                    var in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    var out = socket.getOutputStream()) {
                talk(in, new OutputStreamWriter(out, StandardCharsets.UTF_8));
            } catch (IOException ended) {
                Polling.pause(PAUSE);
            }
        }
    }

    private void talk(BufferedReader in, Writer out) throws IOException {
        var envelope = new StringBuilder();
        say(out, refusing ? "421 later" : "220 here");
        for (var line = in.readLine(); line != null && !refusing; line = in.readLine()) {
            var verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
            if (verb.equals("DATA")) {
                say(out, "354 go on");
                mails.add(new Mail(envelope.toString(), text(in)));
                envelope.setLength(0);
            } else if (verb.equals("RCPT")) {
                envelope.append(line);
            }
            say(out, verb.equals("QUIT") ? "221 bye" : "250 yes");
        }
    }

    private static String text(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append("\r\n");
        }
        return text.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
