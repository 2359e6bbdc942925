package lethe.lifecycle.imports;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lethe.lifecycle.staging.LineValidator;
import lethe.platform.formats.Column;
import lethe.platform.formats.CsvInput;
import lethe.platform.formats.Row;

/**
 * A file's shape without its content: which lines exist, in which columns, and which of their cells are empty. It
 * must not contain or hash cell text, because it is stored, and anything computed from an e-mail confirms a guess of
 * that e-mail.
 *
 * @param lines without the header and empty lines
 * @param mark equal for two files of the same shape, whatever separator and quoting they use, and wherever lines end
 *     in empty cells
 */
record FileShape(int lines, String mark) {
    private static final int ABSENT = -1;

    /** Reads the whole file once; not to be called within a transaction. */
    static FileShape of(CsvInput table) {
        var outline = new Outline();
        table.forEach(outline::add);
        return new FileShape(outline.lines, HexFormat.of().formatHex(outline.digest.digest()));
    }

    private static final class Outline {
        private final MessageDigest digest = sha256();
        private int lines;

        void add(Row row) {
            lines++;
            var shape = ByteBuffer.allocate((LineValidator.COLUMNS.size() * 2 + 2) * Integer.BYTES);
            shape.putInt(row.line()).putInt(row.fits() ? 1 : 0);
            for (var column : LineValidator.COLUMNS) {
                shape.putInt(row.columns().getOrDefault(column.name(), ABSENT)).putInt(isEmpty(row, column) ? 0 : 1);
            }
            digest.update(shape.array());
        }

        private static boolean isEmpty(Row row, Column column) {
            return row.cell(column.name()).isEmpty();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
