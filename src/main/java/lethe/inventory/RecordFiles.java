package lethe.inventory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lethe.csv.Sheet;
import lethe.organisations.Support;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** A record of processing as a file: JSON, or CSV as in RFC 4180, in UTF-8. */
@Component
public class RecordFiles {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private final MessageSource messages;

    RecordFiles(MessageSource messages) {
        this.messages = messages;
    }

    public ResponseEntity<String> csv(Processing record, Locale language) {
        return named("processing.csv").contentType(CSV).body(text(record, language));
    }

    public ResponseEntity<Processing> json(Processing record) {
        return named("processing.json").contentType(MediaType.APPLICATION_JSON).body(record);
    }

    private static ResponseEntity.BodyBuilder named(String file) {
        var disposition = ContentDisposition.attachment().filename(file).build();
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString());
    }

    /** The parties, then a line for each activity, then what holds for all of them. */
    private String text(Processing record, Locale language) {
        var words = new Words(messages, language, Map.of());
        var lines = Stream.of(
                        record.parties().stream().map(RecordFiles::party),
                        Stream.of(head(words)),
                        record.activities().stream().map(RecordFiles::activity),
                        Stream.of(List.of(words.text("processing.transfers"), record.transfers())),
                        record.measures().stream().map(measure -> List.of(words.text("processing.measures"), measure)))
                .flatMap(part -> part);
        var bytes = new ByteArrayOutputStream();
        try (var sheet = Sheet.to(bytes)) {
            lines.forEach(line -> sheet.line(line.toArray(String[]::new)));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> party(Processing.Party party) {
        var contacts = party.contacts().stream().map(Support::value).toList();
        return List.of(party.role(), party.name(), joined(contacts));
    }

    private static List<String> head(Words words) {
        return List.of(
                words.text("inventory.purpose"),
                words.text("processing.subjects"),
                words.text("processing.data"),
                words.text("inventory.basis"),
                words.text("inventory.recipients"),
                words.text("inventory.retention"));
    }

    private static List<String> activity(Processing.Activity activity) {
        return List.of(
                activity.purpose(),
                joined(activity.subjects()),
                joined(activity.data()),
                joined(activity.basis()),
                joined(activity.recipients()),
                joined(activity.retention()));
    }

    private static String joined(List<String> parts) {
        return String.join("; ", parts);
    }
}
