package lethe.platform.formats;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A QR code as an SVG path.
 *
 * @param size the length of a side in modules, including the quiet zone that the standard requires
 * @param path the dark modules
 */
public record QrSymbol(int size, String path) {
    private static final int MARGIN = 4;

    /** Error correction level M; {@link io.nayuki.qrcodegen.DataTooLongException} beyond some 2,300 bytes. */
    public static QrSymbol of(String text) {
        var code = QrCode.encodeText(text, Ecc.MEDIUM);
        var path = IntStream.range(0, code.size * code.size)
                .filter(square -> code.getModule(square % code.size, square / code.size))
                .mapToObj(square ->
                        "M" + (square % code.size + MARGIN) + "," + (square / code.size + MARGIN) + "h1v1h-1z")
                .collect(Collectors.joining());
        return new QrSymbol(code.size + 2 * MARGIN, path);
    }
}
