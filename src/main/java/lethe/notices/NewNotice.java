package lethe.notices;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lethe.kernel.Fields;
import org.jspecify.annotations.Nullable;

/** The words of a draft, in one language or both. */
public record NewNotice(@Nullable Texts texts) {
    private static final int LONGEST = 50_000;
    private static final int MOST_LINES = 2_000;

    /** One for each language that Lethe speaks. */
    public record Texts(@Nullable Text en, @Nullable Text de) {}

    public record Text(@Nullable String markdown) {}

    /** From a page, where a language that is left empty is not there, and lines end as HTML has it. */
    static NewNotice typed(@Nullable Texts typed) {
        return new NewNotice(typed == null ? null : new Texts(typed(typed.en()), typed(typed.de())));
    }

    /** By language, exactly as they were sent: that is what is hashed. */
    Map<String, String> checked() {
        var fields = new Fields();
        var words = new TreeMap<String, String>();
        Optional.ofNullable(texts).map(Texts::en).ifPresent(it -> words.put("en", check(fields, "en", it)));
        Optional.ofNullable(texts).map(Texts::de).ifPresent(it -> words.put("de", check(fields, "de", it)));
        if (words.isEmpty()) {
            fields.wrong("texts", "notice.no-text");
        }
        fields.check();
        return words;
    }

    private static @Nullable Text typed(@Nullable Text text) {
        var markdown = text == null || text.markdown() == null ? "" : text.markdown();
        return markdown.isBlank() ? null : new Text(markdown.replace("\r\n", "\n"));
    }

    private static String check(Fields fields, String language, Text text) {
        var field = "texts." + language + ".markdown";
        var markdown = text.markdown() == null ? "" : text.markdown();
        var control = firstControl(markdown);
        if (markdown.isBlank()) {
            fields.wrong(field, "required");
        } else if (control >= 0) {
            fields.wrong(field, "control-character", control + 1);
        } else if (markdown.codePointCount(0, markdown.length()) > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
        } else if (markdown.lines().count() > MOST_LINES) {
            fields.wrong(field, "notice.too-many-lines", MOST_LINES);
        }
        return markdown;
    }

    private static int firstControl(String markdown) {
        var points = markdown.codePoints().toArray();
        for (var place = 0; place < points.length; place++) {
            if (Character.getType(points[place]) == Character.CONTROL && "\n\r\t".indexOf(points[place]) < 0) {
                return place;
            }
        }
        return -1;
    }
}
