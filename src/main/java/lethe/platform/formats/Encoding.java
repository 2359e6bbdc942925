package lethe.platform.formats;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Checks that bytes are UTF-8, the only encoding accepted, and finds the first that are not. */
final class Encoding {
    private static final int CHUNK = 1 << 13;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Encoding() {}

    /** The length of the byte order mark in bytes, or 0. */
    static int mark(byte[] bytes) {
        var marked = bytes.length >= MARK.length
                && ByteBuffer.wrap(bytes, 0, MARK.length).equals(ByteBuffer.wrap(MARK));
        return marked ? MARK.length : 0;
    }

    /** The line of the first invalid byte; empty if all are valid. */
    static OptionalInt wrongLine(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(CHUNK);
        var result = decoder.decode(in, out.clear(), true);
        while (result.isOverflow()) {
            result = decoder.decode(in, out.clear(), true);
        }
        return result.isError() ? OptionalInt.of(line(bytes, in.position())) : OptionalInt.empty();
    }

    private static int line(byte[] bytes, int position) {
        var line = 1;
        for (var at = 0; at < position; at++) {
            var alone = bytes[at] == '\r' && (at + 1 == bytes.length || bytes[at + 1] != '\n');
            if (bytes[at] == '\n' || alone) {
                line++;
            }
        }
        return line;
    }
}
