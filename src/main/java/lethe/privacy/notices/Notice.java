package lethe.privacy.notices;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lethe.platform.formats.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * One version of the privacy notice. Once published it never changes.
 *
 * @param current whether it is the version in force
 * @param publishedAt when it comes into force, in the future while it is scheduled; absent for a draft
 * @param texts by language, {@code en} and {@code de}; at least one
 */
public record Notice(
        int version,
        Status status,
        boolean current,
        @Nullable Instant publishedAt,
        Map<String, Text> texts) {
    /** A version scheduled for after a newer one is superseded without ever having been in force. */
    public enum Status {
        DRAFT,
        SCHEDULED,
        PUBLISHED,
        SUPERSEDED
    }

    /**
     * @param summary the first layer; absent in single-text versions
     * @param markdown the second layer, by purpose; or the single text
     * @param register the third layer, everything that is stored: current data for drafts, frozen on publication;
     *     absent without a summary
     * @param hash {@code sha256:} and, in hex, the SHA-256 of the object {@code {markdown, register, summary}} in RFC
     *     8785 form; without a summary, of the Markdown in UTF-8
     * @param url where exactly this text can be read
     */
    public record Text(
            @Nullable String summary,
            String markdown,
            @Nullable String register,
            String hash,
            String url) {
        static Text of(int version, String language, Layers layers) {
            var url = "/notices/" + version + "?language=" + language;
            return new Text(
                    layers.summary(),
                    layers.markdown(),
                    layers.register(),
                    "sha256:" + HexFormat.of().formatHex(layers.hash()),
                    url);
        }

        /** Whether it has layers, unlike single-text versions. */
        public boolean isLayered() {
            return summary != null;
        }

        /** The layers that exist, in order. */
        public Map<Layer, String> layers() {
            var layers = new EnumMap<Layer, String>(Layer.class);
            layers.put(Layer.MARKDOWN, markdown);
            if (summary != null && register != null) {
                layers.put(Layer.SUMMARY, summary);
                layers.put(Layer.REGISTER, register);
            }
            return layers;
        }

        /** A layer as sanitised HTML. */
        public String html(Layer layer) {
            return Markdown.html(layers().getOrDefault(layer, ""));
        }
    }

    /** The text in a language, or in the fallback language. */
    public Text in(String language) {
        var text = texts.get(spoken(language));
        return text == null ? texts.values().iterator().next() : text;
    }

    /** See {@link NoticeInForce#spoken}. */
    public String spoken(String language) {
        return new NoticeInForce(version, List.copyOf(texts.keySet())).spoken(language);
    }

    /** Identifies the texts of all languages together. */
    public String fingerprint() {
        return texts.values().stream().map(Text::hash).sorted().collect(Collectors.joining("+"));
    }

    /** Returns a copy of a draft with the current register of stored data. */
    Notice with(UnaryOperator<String> register) {
        var now = new TreeMap<String, Text>();
        texts.forEach((language, text) ->
                now.put(language, Text.of(version, language, Layers.of(text).with(register.apply(language)))));
        return new Notice(version, status, current, publishedAt, now);
    }
}
