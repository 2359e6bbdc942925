package lethe.notices;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import lethe.kernel.SecretToken;
import lethe.markdown.Markdown;
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
     * @param hash {@code sha256:} and the SHA-256 of the Markdown in UTF-8, in hex
     * @param url where these very words can be read
     */
    public record Text(String markdown, String hash, String url) {
        static Text of(int version, String language, String markdown) {
            var url = "/notices/" + version + "?language=" + language;
            return new Text(markdown, "sha256:" + HexFormat.of().formatHex(Notice.hash(markdown)), url);
        }

        /** As a page shows it, safe to be written as it is. */
        public String html() {
            return Markdown.html(markdown);
        }
    }

    /** The words in a language, or in the one that is shown instead. */
    public Text in(String language) {
        var text = texts.get(spoken(language));
        return text == null ? texts.values().iterator().next() : text;
    }

    /** The language in which it is shown to somebody who prefers this one: that, else English, else what there is. */
    public String spoken(String language) {
        if (texts.containsKey(language)) {
            return language;
        } else {
            return texts.containsKey("en") ? "en" : texts.keySet().iterator().next();
        }
    }

    /** Tells these words from any others, in all languages at once. */
    public String fingerprint() {
        return texts.values().stream().map(Text::hash).sorted().collect(Collectors.joining("+"));
    }

    static byte[] hash(String markdown) {
        return SecretToken.sha256(markdown);
    }
}
