package lethe.partnerfiles;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.csv.Cells;
import lethe.kernel.FieldError;
import lethe.kernel.Invalid;
import lethe.partners.NewPartner;
import org.jspecify.annotations.Nullable;

/**
 * A file of partners, read: UTF-8 with or without a byte order mark, separated by semicolons, commas or tabs, the columns
 * named in its first line in any order.
 */
public record Lines(List<Line> all) {
    static final List<String> COLUMNS = List.of("name", "website", "contactEmail", "category");
    static final int MOST = 20_000;
    private static final char[] SEPARATORS = {';', ',', '\t'};
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "Lines[…]";
    }

    /**
     * One partner of the file.
     *
     * @param number of the line in which it begins, from 1 on, the first being the columns' names
     * @param errors what is wrong with it; empty for one that can be created
     */
    public record Line(long number, NewPartner partner, List<FieldError> errors) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    public List<Line> good() {
        return all.stream().filter(line -> line.errors().isEmpty()).toList();
    }

    public List<Line> bad() {
        return all.stream().filter(line -> !line.errors().isEmpty()).toList();
    }

    /** Refuses what is no such file; what is wrong with a line of one stands in its lines. */
    static Lines of(byte[] file) {
        var text = text(file);
        try {
            var records = records(text, separator(text));
            if (records.size() - 1 > MOST) {
                throw Invalid.field("file", "too-many-lines", MOST);
            }
            var columns = columns(records.getFirst());
            return new Lines(
                    records.stream().skip(1).map(one -> line(one, columns)).toList());
        } catch (CsvParseException broken) {
            throw Invalid.field("file", "stray-quote");
        }
    }

    private static String text(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            var unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (unmarked.isBlank()) {
                throw Invalid.field("file", "empty-file");
            }
            return unmarked;
        } catch (CharacterCodingException otherEncoding) {
            throw Invalid.field("file", "not-utf-8");
        }
    }

    /** The one that parts the first line into most. */
    private static char separator(String text) {
        var head = text.lines().findFirst().orElse("");
        var best = SEPARATORS[0];
        for (var one : SEPARATORS) {
            if (count(head, one) > count(head, best)) {
                best = one;
            }
        }
        return best;
    }

    private static long count(String head, char separator) {
        return head.chars().filter(letter -> letter == separator).count();
    }

    private static List<CsvRecord> records(String text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .stream()
                .limit(MOST + 2L)
                .toList();
    }

    private static Map<String, Integer> columns(CsvRecord head) {
        var columns = new HashMap<String, Integer>();
        for (var place = 0; place < head.getFieldCount(); place++) {
            var named = head.getField(place).strip();
            var column = COLUMNS.stream()
                    .filter(one -> one.toLowerCase(Locale.ROOT).equals(named.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> Invalid.field("file", "unknown-column", named));
            if (columns.put(column, place) != null) {
                throw Invalid.field("file", "double-column", column);
            }
        }
        if (!columns.containsKey("name")) {
            throw Invalid.field("file", "no-name-column");
        }
        return columns;
    }

    private static Line line(CsvRecord record, Map<String, Integer> columns) {
        var partner = new NewPartner(
                cell(record, columns.get("name")),
                cell(record, columns.get("website")),
                cell(record, columns.get("contactEmail")),
                cell(record, columns.get("category")));
        var errors = record.getFieldCount() == columns.size()
                ? partner.errors()
                : List.of(FieldError.of("line", "fields-in-line", columns.size(), record.getFieldCount()));
        return new Line(record.getStartingLineNumber(), partner, errors);
    }

    private static @Nullable String cell(CsvRecord record, @Nullable Integer place) {
        return place == null || place >= record.getFieldCount() ? null : Cells.plain(record.getField(place));
    }
}
