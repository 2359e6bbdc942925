package lethe.privacy.notices;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** The texts of a draft, in one language or both. */
record NewNotice(@Nullable Texts texts) {
    private static final int LONGEST = 50_000;
    private static final int MOST_LINES = 2_000;

    /** Limit of the summary, which is read on a phone before a decision. */
    private static final int MOST_WORDS = 200;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** One text for each language that Lethe supports. */
    public record Texts(@Nullable Text en, @Nullable Text de) {}

    /** @param summary the first layer; without it people are shown the whole text */
    public record Text(@Nullable String summary, @Nullable String markdown) {}

    /** Converts form input: drops languages left empty, and converts the line ends of HTML forms to LF. */
    static NewNotice typed(@Nullable Texts typed) {
        return new NewNotice(typed == null ? null : new Texts(typed(typed.en()), typed(typed.de())));
    }

    /** Returns the texts by language, unchanged, because their hash is computed from exactly what was sent. */
    Map<String, Layers> checked() {
        var fields = new Validation();
        var words = new TreeMap<String, Layers>();
        Optional.ofNullable(texts).map(Texts::en).ifPresent(it -> words.put("en", check(fields, "en", it)));
        Optional.ofNullable(texts).map(Texts::de).ifPresent(it -> words.put("de", check(fields, "de", it)));
        if (words.isEmpty()) {
            fields.wrong("texts", "notice.no-text");
        }
        fields.check();
        return words;
    }

    private static @Nullable Text typed(@Nullable Text text) {
        var written = text == null ? new Text(null, null) : text;
        var summary = typed(written.summary());
        var markdown = typed(written.markdown());
        return summary.isBlank() && markdown.isBlank() ? null : new Text(summary.isBlank() ? null : summary, markdown);
    }

    private static String typed(@Nullable String words) {
        return words == null ? "" : words.replace("\r\n", "\n");
    }

    private static Layers check(Validation fields, String language, Text text) {
        var field = "texts." + language + ".";
        var markdown = text.markdown() == null ? "" : text.markdown();
        var summary = text.summary();
        check(fields, field + "markdown", markdown);
        if (summary != null) {
            check(fields, field + "summary", summary);
            if (words(summary) > MOST_WORDS) {
                fields.wrong(field + "summary", "notice.too-many-words", MOST_WORDS);
            }
        }
        return new Layers(summary, markdown, null);
    }

    private static void check(Validation fields, String field, String words) {
        var control = words.length() > 2 * LONGEST ? -1 : firstControl(words);
        if (words.isBlank()) {
            fields.wrong(field, "required");
        } else if (control >= 0) {
            fields.wrong(field, "control-character", control + 1);
        } else if (words.codePointCount(0, words.length()) > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
        } else if (words.lines().count() > MOST_LINES) {
            fields.wrong(field, "notice.too-many-lines", MOST_LINES);
        } else {
            fields.noLostLetter(field, words);
        }
    }

    /** Counts words, which contain a letter or digit; dashes and asterisks do not count. */
    static long words(String markdown) {
        return SPACE.splitAsStream(markdown)
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
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
