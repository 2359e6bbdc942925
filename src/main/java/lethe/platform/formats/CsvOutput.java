package lethe.platform.formats;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Writes a table line by line, in UTF-8, separated by semicolons. All CSV files are written here. */
public final class CsvOutput implements AutoCloseable {
    /** Without it spreadsheets garble umlauts. */
    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final CsvWriter lines;

    private CsvOutput(CsvWriter lines) {
        this.lines = lines;
    }

    static CsvOutput to(OutputStream output) {
        return new CsvOutput(CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.CRLF)
                .build(output, StandardCharsets.UTF_8));
    }

    /** A download from a page, for spreadsheets: with a byte order mark. */
    public static CsvOutput forPeople(HttpServletResponse response, String name) throws IOException {
        describe(response, name);
        response.getOutputStream().write(BYTE_ORDER_MARK);
        return to(response.getOutputStream());
    }

    /** An API response, for programs: without a byte order mark. */
    public static CsvOutput forPrograms(HttpServletResponse response, String name) throws IOException {
        describe(response, name);
        return to(response.getOutputStream());
    }

    private static void describe(HttpServletResponse response, String name) {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }

    /** Text that a spreadsheet would calculate is prefixed with an apostrophe (OWASP, CSV injection). */
    public void line(String... cells) {
        line(Arrays.asList(cells));
    }

    public void line(List<String> cells) {
        lines.writeRecord(cells.stream().map(CsvInjection::guarded).toArray(String[]::new));
    }

    /** Sends what has been written so far. */
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
