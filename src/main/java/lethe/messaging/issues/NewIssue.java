package lethe.messaging.issues;

import java.util.List;
import java.util.Objects;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The content of an issue.
 *
 * @param language {@code en} or {@code de}, of greeting and footer; absent: the writer's own
 * @param version of the draft that was edited; absent: the current one
 */
public record NewIssue(
        @Nullable String subject,
        @Nullable String markdown,
        @Nullable String language,
        @Nullable Long version) {
    private static final int SUBJECT = 200;
    private static final int LONGEST = 50_000;

    /** Content that has been checked. */
    public record Words(String subject, String markdown, String language) {}

    public Words checked(String spoken) {
        var fields = new Validation();
        var words = new Words(
                fields.text("subject", subject, SUBJECT),
                text(fields),
                Objects.requireNonNullElse(language, spoken.equals("de") ? "de" : "en"));
        if (!List.of("en", "de").contains(words.language())) {
            fields.wrong("language", "unknown");
        }
        fields.check();
        return words;
    }

    private String text(Validation fields) {
        var text = Objects.requireNonNullElse(markdown, "").replace("\r\n", "\n");
        var control = firstControl(text);
        if (text.isBlank()) {
            fields.wrong("markdown", "required");
        } else if (control >= 0) {
            fields.wrong("markdown", "control-character", control + 1);
        } else if (text.codePointCount(0, text.length()) > LONGEST) {
            fields.wrong("markdown", "too-long", LONGEST);
        } else {
            fields.noLostLetter("markdown", text);
        }
        return text;
    }

    private static int firstControl(String text) {
        var points = text.codePoints().toArray();
        for (var place = 0; place < points.length; place++) {
            if (Character.getType(points[place]) == Character.CONTROL && "\n\t".indexOf(points[place]) < 0) {
                return place;
            }
        }
        return -1;
    }
}
