package lethe.consent;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import lethe.kernel.SecretToken;
import org.jspecify.annotations.Nullable;

/**
 * One version of the privacy notice; once published it never changes.
 *
 * @param current whether it is the one in force
 * @param texts by language, {@code en} and {@code de}
 */
public record Notice(
        int version,
        Status status,
        boolean current,
        @Nullable Instant publishedAt,
        Map<String, Text> texts) {
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

    /** The words in a language, English where there are none in it. */
    public Text in(String language) {
        var text = texts.get(spoken(language));
        return text == null ? texts.values().iterator().next() : text;
    }

    /** The language in which it is shown to somebody who prefers this one. */
    public String spoken(String language) {
        return texts.containsKey(language) ? language : "en";
    }

    static byte[] hash(String markdown) {
        return SecretToken.sha256(markdown);
    }
}
