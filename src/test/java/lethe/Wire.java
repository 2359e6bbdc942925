package lethe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which every byte is sent explicitly. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE = 60_000;
    private final Socket socket;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE);
    }

    /** @param headers by lower-case name, the last of each */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends header lines; the blank line is added. */
    public Wire head(String... lines) throws IOException {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Closes the sending side. */
    public Wire end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Waits for the response without sending more. */
    public Answer answer() throws IOException {
        var stream = socket.getInputStream();
        var lines = line(stream);
        var status = lines.isEmpty() ? 0 : Integer.parseInt(lines.split(" ")[1]);
        var headers = new TreeMap<String, String>();
        for (var line = line(stream); !line.isEmpty(); line = line(stream)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(status, headers, new String(body(stream, headers), StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream stream, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return stream.readNBytes(Integer.parseInt(headers.get("content-length")));
        } else if (headers.containsKey("transfer-encoding")) {
            var all = new ByteArrayOutputStream();
            for (var size = size(stream); size > 0; size = size(stream)) {
                all.write(stream.readNBytes(size));
                line(stream);
            }
            return all.toByteArray();
        } else {
            return new byte[0];
        }
    }

    private static int size(InputStream stream) throws IOException {
        return Integer.parseInt(line(stream), 16);
    }

    private static String line(InputStream stream) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
