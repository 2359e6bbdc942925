package lethe.privacy.notices;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lethe.platform.formats.Markdown;
import org.jspecify.annotations.Nullable;

/** What is in the fields of the page that a notice is written on, empty where there is nothing. */
public record NoticeText(One en, One de) {
    public record One(String summary, String markdown) {
        private static One of(@Nullable String summary, @Nullable String markdown) {
            return new One(Objects.requireNonNullElse(summary, ""), Objects.requireNonNullElse(markdown, ""));
        }

        /** As readers will see it; safe to be written as it is. */
        private Map<Layer, String> html() {
            var html = new TreeMap<Layer, String>();
            if (!summary.isBlank()) {
                html.put(Layer.SUMMARY, Markdown.html(summary));
            }
            if (!markdown.isBlank()) {
                html.put(Layer.MARKDOWN, Markdown.html(markdown));
            }
            return html;
        }
    }

    static NoticeText of(Notice notice) {
        return new NoticeText(in(notice, "en"), in(notice, "de"));
    }

    static NoticeText of(NewNotice.@Nullable Texts typed) {
        return typed == null
                ? new NoticeText(One.of(null, null), One.of(null, null))
                : new NoticeText(in(typed.en()), in(typed.de()));
    }

    /** As readers will see them, by language. */
    public Map<String, Map<Layer, String>> html() {
        return new TreeMap<>(Map.of("en", en.html(), "de", de.html()));
    }

    private static One in(Notice notice, String language) {
        var text = notice.texts().get(language);
        return text == null ? One.of(null, null) : One.of(text.summary(), text.markdown());
    }

    private static One in(NewNotice.@Nullable Text text) {
        return text == null ? One.of(null, null) : One.of(text.summary(), text.markdown());
    }
}
