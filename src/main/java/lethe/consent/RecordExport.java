package lethe.consent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.consent.ConsentRecords.Named;
import lethe.csv.Cells;
import lethe.kernel.Rfc3339;
import lethe.kernel.UserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes evidence as a file, page by page as it is read, so that its size does not matter. */
final class RecordExport implements AutoCloseable {
    private static final List<String> COLUMNS = List.of(
            "userId",
            "name",
            "act",
            "at",
            "noticeVersion",
            "noticeHash",
            "language",
            "handover",
            "byId",
            "byName",
            "newsletterId",
            "newsletterVersion",
            "wordsHash",
            "words",
            "way");
    private static final Set<String> NUMBERS = Set.of("noticeVersion", "newsletterVersion");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Writer out;
    private final boolean json;
    private boolean headed;
    private boolean begun;

    RecordExport(OutputStream out, boolean json) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.json = json;
    }

    void write(Named page) {
        try {
            if (!headed && !json) {
                out.write(line(COLUMNS));
                headed = true;
            }
            for (var one : page.records().items()) {
                write(cells(one, page.names()));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() throws IOException {
        if (json) {
            out.write(begun ? "\n]\n" : "[]\n");
        }
        out.flush();
    }

    private void write(List<String> cells) throws IOException {
        if (json) {
            out.write((begun ? ",\n" : "[\n") + object(cells));
        } else {
            out.write(line(cells));
        }
        begun = true;
    }

    private static List<String> cells(ConsentRecord one, Map<UserId, String> names) {
        var newsletter = one.newsletter();
        return Stream.of(
                        one.person(),
                        names.get(one.person()),
                        one.act(),
                        Rfc3339.text(one.at()),
                        one.noticeVersion(),
                        newsletter == null ? one.hash() : null,
                        one.language(),
                        one.handover(),
                        one.by(),
                        one.by() == null ? null : names.get(one.by()),
                        newsletter == null ? null : newsletter.id(),
                        newsletter == null ? null : newsletter.version(),
                        newsletter == null ? null : one.hash(),
                        newsletter == null ? null : newsletter.words(),
                        newsletter == null ? null : newsletter.way())
                .map(RecordExport::text)
                .toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** What is unknown is absent. */
    private static String object(List<String> cells) {
        var object = JSON.createObjectNode();
        for (var at = 0; at < cells.size(); at++) {
            var column = COLUMNS.get(at);
            var cell = cells.get(at);
            if (NUMBERS.contains(column) && !cell.isEmpty()) {
                object.put(column, Long.parseLong(cell));
            } else if (!cell.isEmpty()) {
                object.put(column, cell);
            }
        }
        return JSON.writeValueAsString(object);
    }

    /** As RFC 4180 has it. */
    private static String line(List<String> cells) {
        return cells.stream().map(RecordExport::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** A name may begin like a formula, which a spreadsheet would run: an apostrophe before it makes it text. */
    static String cell(String text) {
        var harmless = Cells.guarded(text);
        return harmless.chars().anyMatch(one -> "\",;\r\n".indexOf(one) >= 0)
                ? "\"" + harmless.replace("\"", "\"\"") + "\""
                : harmless;
    }
}
