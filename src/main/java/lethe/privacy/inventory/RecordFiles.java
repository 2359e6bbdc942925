package lethe.privacy.inventory;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lethe.organisations.Support;
import lethe.platform.formats.CsvOutput;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes a record of processing as JSON, or as CSV (RFC 4180) in UTF-8. */
@Component
public class RecordFiles {
    private final MessageSource messages;

    RecordFiles(MessageSource messages) {
        this.messages = messages;
    }

    public void csv(Processing record, Locale language, HttpServletResponse response) throws IOException {
        var output = CsvOutput.forPeople(response, "processing.csv");
        lines(record, language).forEach(output::line);
        output.flush();
    }

    public ResponseEntity<Processing> json(Processing record) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"processing.json\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(record);
    }

    /** The parties, one line per activity, then transfers and measures. */
    private Stream<List<String>> lines(Processing record, Locale language) {
        var wording = new InventoryWording(messages, language, Map.of());
        return Stream.of(
                        record.parties().stream().map(RecordFiles::party),
                        Stream.of(head(wording)),
                        record.activities().stream().map(RecordFiles::activity),
                        Stream.of(List.of(wording.text("processing.transfers"), record.transfers())),
                        record.measures().stream()
                                .map(measure -> List.of(wording.text("processing.measures"), measure)))
                .flatMap(part -> part);
    }

    private static List<String> party(Processing.Party party) {
        var contacts = party.contacts().stream().map(Support::value).toList();
        return List.of(party.role(), party.name(), joined(contacts));
    }

    private static List<String> head(InventoryWording wording) {
        return List.of(
                wording.text("processing.activity"),
                wording.text("inventory.purpose"),
                wording.text("processing.subjects"),
                wording.text("processing.data"),
                wording.text("inventory.basis"),
                wording.text("inventory.recipients"),
                wording.text("inventory.retention"));
    }

    private static List<String> activity(Processing.Activity activity) {
        return List.of(
                activity.activity(),
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
