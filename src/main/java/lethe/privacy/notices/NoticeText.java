package lethe.privacy.notices;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lethe.platform.formats.Markdown;
import org.jspecify.annotations.Nullable;

/** The field values of the page for editing a notice; never null. */
public record NoticeText(One en, One de) {
    public record One(String summary, String markdown) {
        private static One of(@Nullable String summary, @Nullable String markdown) {
            return new One(Objects.requireNonNullElse(summary, ""), Objects.requireNonNullElse(markdown, ""));
        }

        /** As sanitised HTML, by layer. */
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

    /** The preview as sanitised HTML, by language and layer. */
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
