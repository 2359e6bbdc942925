package lethe.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A table that is written, line by line, in UTF-8 and separated by semicolons. */
public final class Sheet implements AutoCloseable {
    private final CsvWriter lines;

    private Sheet(CsvWriter lines) {
        this.lines = lines;
    }

    public static Sheet to(OutputStream output) {
        return new Sheet(CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(output, StandardCharsets.UTF_8));
    }

    /** What a spreadsheet would calculate stands behind an apostrophe (OWASP, CSV injection). */
    public void line(String... cells) {
        lines.writeRecord(Arrays.stream(cells).map(Cells::guarded).toArray(String[]::new));
    }

    /** Hands on what was written so far. */
    public void flush() {
        try {
            lines.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
