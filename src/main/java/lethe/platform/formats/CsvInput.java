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
 * An uploaded table: UTF-8 with or without a byte order mark, column titles in the first line, separated by semicolon, comma or
 * tab, cells quoted where necessary. Empty lines and columns are ignored.
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

    /** Throws 400 for another encoding, with the line of the first invalid byte, and for wrong columns, by name. */
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

    /** Passes each line to the consumer; throws 400 with the line number if the quotation marks do not match. */
    public void forEach(Consumer<Row> work) {
        readable(() -> {
            records().skip(1).map(this::row).forEach(work);
            return true;
        });
    }

    /** Starts a file with rejected lines, each followed by its problem. */
    public Corrections corrections(CsvOutput output) {
        return new Corrections(output, header, columns);
    }

    /** The number of lines after the header; parses all of them. */
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

    /** Spreadsheets write lines of separators after the last row. */
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
