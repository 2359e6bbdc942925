package lethe.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lethe.kernel.Malformed;

/**
 * A table that somebody sent: UTF-8 with or without a byte order mark, the names of its columns in the first line, in
 * large letters or small, separated by semicolon, comma or tab, cells in quotes where they need it. Empty lines are passed over.
 */
public final class Table {
    private static final String FILE = "file";
    private static final List<Character> SEPARATORS = List.of(';', ',', '\t');
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final int LONGEST_NAME = 60;
    private final byte[] bytes;
    private final char separator;
    private final Map<String, Integer> columns;

    private Table(byte[] bytes, char separator, Map<String, Integer> columns) {
        this.bytes = bytes;
        this.separator = separator;
        this.columns = columns;
    }

    /** Refuses with 400 another encoding, by the line of the first wrong byte, and by name an unknown or missing column. */
    public static Table of(byte[] bytes, List<String> required, List<String> optional) {
        Encoding.wrongLine(bytes).ifPresent(line -> {
            throw Malformed.body("encoding", FILE, line);
        });
        var head = head(bytes);
        var separator = SEPARATORS.stream()
                .max((one, other) -> Long.compare(count(head, one), count(head, other)))
                .orElseThrow();
        var plain = new Table(bytes, separator, Map.of());
        return new Table(bytes, separator, plain.columns(required, optional));
    }

    /** Hands out the lines one by one; refuses with 400, by its line, what no reader can make cells of. */
    public void forEach(Consumer<Row> work) {
        readable(() -> {
            records().skip(1).map(this::row).forEach(work);
            return true;
        });
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** How many lines follow the header; all of them can be read. */
    public long count() {
        return readable(() -> records().count()) - 1;
    }

    private Map<String, Integer> columns(List<String> required, List<String> optional) {
        var names = readable(() -> records()
                .limit(1)
                .flatMap(head -> head.getFields().stream())
                .map(String::strip)
                .toList());
        var known = Stream.concat(required.stream(), optional.stream()).toList();
        var columns = new LinkedHashMap<String, Integer>();
        if (names.stream().noneMatch(name -> known.stream().anyMatch(name::equalsIgnoreCase))) {
            throw Malformed.body("header-missing", FILE, String.join(";", required));
        }
        for (var typed : names) {
            var name = known.stream()
                    .filter(typed::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> Malformed.unknownField(shown(typed)));
            if (columns.put(name, columns.size()) != null) {
                throw Malformed.body("column-twice", name);
            }
        }
        required.stream().filter(name -> !columns.containsKey(name)).findFirst().ifPresent(name -> {
            throw Malformed.body("column-missing", name);
        });
        return Map.copyOf(columns);
    }

    /** As much of it as can be said: a line without a header may begin with somebody's address. */
    private static String shown(String name) {
        var plain = name.replaceAll("\\p{Cc}", "");
        return plain.indexOf('@') >= 0 || plain.isEmpty() || plain.length() > LONGEST_NAME ? FILE : plain;
    }

    private Row row(CsvRecord one) {
        return new Row((int) one.getStartingLineNumber(), one.getFields(), columns);
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (CsvParseException quotes) {
            var line = LINE.matcher(String.valueOf(quotes.getMessage()));
            throw Malformed.body("quotation-marks", FILE, line.find() ? Integer.parseInt(line.group(1)) : 1);
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
        return records.stream();
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
