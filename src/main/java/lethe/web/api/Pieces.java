package lethe.web.api;

import java.io.InputStream;
import java.util.List;

/** Reads chunks as a stream; {@link #readAllBytes} copies only once. */
final class Pieces extends InputStream {
    private final List<byte[]> pieces;
    private int piece;
    private int place;

    Pieces(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (piece < pieces.size() && place == pieces.get(piece).length) {
            piece++;
            place = 0;
        }
        if (piece == pieces.size()) {
            return length == 0 ? 0 : -1;
        }
        var count = Math.min(length, pieces.get(piece).length - place);
        System.arraycopy(pieces.get(piece), place, into, offset, count);
        place += count;
        return count;
    }

    @Override
    public byte[] readAllBytes() {
        var all = new byte[available()];
        for (var filled = 0; filled < all.length; ) {
            filled += read(all, filled, all.length - filled);
        }
        return all;
    }

    @Override
    public int available() {
        return pieces.stream().skip(piece).mapToInt(one -> one.length).sum() - place;
    }
}
