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
 * One version of the privacy notice; once published it never changes.
 *
 * @param current whether it is the one in force
 * @param publishedAt from when it is in force, which is ahead while it is scheduled; absent for a draft
 * @param texts by language, {@code en} and {@code de}; at least one of them
 */
public record Notice(
        int version,
        Status status,
        boolean current,
        @Nullable Instant publishedAt,
        Map<String, Text> texts) {
    /** A version whose day comes after a newer one's is superseded before it was ever in force. */
    public enum Status {
        DRAFT,
        SCHEDULED,
        PUBLISHED,
        SUPERSEDED
    }

    /**
     * @param summary the first layer, for everybody; absent in versions that have one text only
     * @param markdown the second layer, by purpose; or that one text
     * @param register the third layer, everything that is stored: frozen when it is published, until then as it is now; absent
     *     without a summary
     * @param hash {@code sha256:} and, in hex, the SHA-256 of the object {@code {markdown, register, summary}} in the form of RFC
     *     8785; without a summary, of the Markdown in UTF-8
     * @param url where these very words can be read
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

        /** Whether there is more than the one text that versions from before have. */
        public boolean isLayered() {
            return summary != null;
        }

        /** The layers that there are, in their order. */
        public Map<Layer, String> layers() {
            var layers = new EnumMap<Layer, String>(Layer.class);
            layers.put(Layer.MARKDOWN, markdown);
            if (summary != null && register != null) {
                layers.put(Layer.SUMMARY, summary);
                layers.put(Layer.REGISTER, register);
            }
            return layers;
        }

        /** A layer as a page shows it, safe to be written as it is. */
        public String html(Layer layer) {
            return Markdown.html(layers().getOrDefault(layer, ""));
        }
    }

    /** The words in a language, or in the one that is shown instead. */
    public Text in(String language) {
        var text = texts.get(spoken(language));
        return text == null ? texts.values().iterator().next() : text;
    }

    /** As {@link NoticeInForce#spoken}. */
    public String spoken(String language) {
        return new NoticeInForce(version, List.copyOf(texts.keySet())).spoken(language);
    }

    /** Tells these words from any others, in all languages at once. */
    public String fingerprint() {
        return texts.values().stream().map(Text::hash).sorted().collect(Collectors.joining("+"));
    }

    /** A draft says what is stored as it is now. */
    Notice with(UnaryOperator<String> register) {
        var now = new TreeMap<String, Text>();
        texts.forEach((language, text) ->
                now.put(language, Text.of(version, language, Layers.of(text).with(register.apply(language)))));
        return new Notice(version, status, current, publishedAt, now);
    }
}
