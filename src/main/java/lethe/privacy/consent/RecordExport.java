package lethe.privacy.consent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Rfc3339;
import lethe.privacy.consent.ConsentRecords.Named;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes consent records to a file as they are read, so that memory use does not depend on their number. */
final class RecordExport {
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
    private final Form form;

    private RecordExport(Form form) {
        this.form = form;
    }

    static RecordExport csv(CsvOutput output) {
        return new RecordExport(new Lines(output));
    }

    static RecordExport json(OutputStream out) {
        return new RecordExport(new Objects(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }

    void write(Named page) {
        try {
            form.begin();
            for (var one : page.records().items()) {
                form.write(cells(one, page.names()));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Call it after the last page, and not if the file broke off: it must not look complete then. */
    void end() throws IOException {
        form.end();
    }

    private interface Form {
        /** Called before each page. */
        void begin();

        void write(List<String> cells) throws IOException;

        void end() throws IOException;
    }

    private static final class Lines implements Form {
        private final CsvOutput output;
        private boolean headed;

        Lines(CsvOutput output) {
            this.output = output;
        }

        @Override
        public void begin() {
            if (!headed) {
                write(COLUMNS);
                headed = true;
            }
        }

        @Override
        public void write(List<String> cells) {
            output.line(cells);
        }

        @Override
        public void end() {
            output.flush();
        }
    }

    private static final class Objects implements Form {
        private final Writer out;
        private boolean begun;

        Objects(Writer out) {
            this.out = out;
        }

        @Override
        public void begin() {}

        @Override
        public void write(List<String> cells) throws IOException {
            out.write((begun ? ",\n" : "[\n") + object(cells));
            begun = true;
        }

        @Override
        public void end() throws IOException {
            out.write(begun ? "\n]\n" : "[]\n");
            out.flush();
        }
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

    /** Leaves out empty cells. */
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
}
