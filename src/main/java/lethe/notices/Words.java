package lethe.notices;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lethe.markdown.Markdown;
import org.jspecify.annotations.Nullable;

/** What stands in the two fields of the page that a notice is written on, empty where there is nothing. */
public record Words(String en, String de) {
    static Words of(Notice notice) {
        return new Words(markdown(notice, "en"), markdown(notice, "de"));
    }

    static Words of(NewNotice.@Nullable Texts typed) {
        return typed == null ? new Words("", "") : new Words(markdown(typed.en()), markdown(typed.de()));
    }

    /** As readers will see them, by language; safe to be written as it is. */
    public Map<String, String> html() {
        return new TreeMap<>(Map.of("en", Markdown.html(en), "de", Markdown.html(de)));
    }

    private static String markdown(Notice notice, String language) {
        var text = notice.texts().get(language);
        return text == null ? "" : text.markdown();
    }

    private static String markdown(NewNotice.@Nullable Text text) {
        return text == null ? "" : Objects.requireNonNullElse(text.markdown(), "");
    }
}
