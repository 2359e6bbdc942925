package lethe.platform.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;

/**
 * A table that somebody sent: UTF-8 with or without a byte order mark, the names of its columns in the first line,
 * separated by semicolon, comma or tab, cells in quotes where they need it. Empty lines and empty columns are passed over.
 */
public final class CsvInput {
    private static final String FILE = "file";
    private static final List<Character> SEPARATORS = List.of(';', ',', '\t');
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private final byte[] bytes;
    private final char separator;
    private final List<String> header;
    private final Map<String, Integer> columns;

    private CsvInput(byte[] bytes, char separator, List<String> header, Map<String, Integer> columns) {
        this.bytes = bytes;
        this.separator = separator;
        this.header = header;
        this.columns = columns;
    }

    /** Refuses with 400 another encoding, by the line of the first wrong byte, and by name what is wrong with a column. */
    public static CsvInput of(byte[] bytes, List<Column> known) {
        Encoding.wrongLine(bytes).ifPresent(line -> {
            throw BadRequest.body("encoding", FILE, line);
        });
        var head = head(bytes);
        var separator = SEPARATORS.stream()
                .max((one, other) -> Long.compare(count(head, one), count(head, other)))
                .orElseThrow();
        var plain = new CsvInput(bytes, separator, List.of(), Map.of());
        var titles = plain.titles();
        return new CsvInput(bytes, separator, titles, CsvHeader.places(titles, known));
    }

    /** Hands out the lines one by one; refuses with 400, by its line, what no reader can make cells of. */
    public void forEach(Consumer<Row> work) {
        readable(() -> {
            records().skip(1).map(this::row).forEach(work);
            return true;
        });
    }

    /** Writes lines of it back, what is wrong with each behind it. */
    public Corrections corrections(CsvOutput sheet) {
        return new Corrections(sheet, header, columns);
    }

    /** How many lines follow the header; all of them can be read. */
    public long count() {
        return readable(() -> records().count()) - 1;
    }

    private List<String> titles() {
        return readable(() -> records()
                .limit(1)
                .flatMap(head -> head.getFields().stream())
                .map(String::strip)
                .toList());
    }

    private Row row(CsvRecord one) {
        return new Row((int) one.getStartingLineNumber(), one.getFields(), columns);
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (CsvParseException quotes) {
            var line = LINE.matcher(String.valueOf(quotes.getMessage()));
            throw BadRequest.body("quotation-marks", FILE, line.find() ? Integer.parseInt(line.group(1)) : 1);
        }
    }

    private Stream<CsvRecord> records() {
        var start = Encoding.mark(bytes);
        var text = new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length - start), StandardCharsets.UTF_8);
        var records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraCharsAfterClosingQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text);
        return records.stream().filter(CsvInput::saysSomething);
    }

    /** Spreadsheets write a line of separators where nothing is any more. */
    private static boolean saysSomething(CsvRecord one) {
        return one.getFields().stream().anyMatch(cell -> !cell.isBlank());
    }

    private static String head(byte[] bytes) {
        var end = 0;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static long count(String text, char letter) {
        return text.chars().filter(one -> one == letter).count();
    }
}
