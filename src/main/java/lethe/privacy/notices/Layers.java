package lethe.privacy.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import lethe.platform.requests.SecretToken;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The texts of a notice in one language, in Markdown.
 *
 * @param summary the first layer, one screen; absent in single-text notices
 * @param markdown the second layer, by purpose; or the single text
 * @param register the third layer, everything that is stored; absent without a summary
 */
record Layers(
        @Nullable String summary, String markdown, @Nullable String register) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Layers of(Notice.Text text) {
        return new Layers(text.summary(), text.markdown(), text.register());
    }

    boolean areSeveral() {
        return summary != null;
    }

    Layers with(String everything) {
        return new Layers(summary, markdown, areSeveral() ? everything : null);
    }

    /** SHA-256 of all layers as an object in RFC 8785 form; of the plain text in single-text notices. */
    byte[] hash() {
        return SecretToken.sha256(summary == null ? markdown : canonical(summary, register == null ? "" : register));
    }

    private String canonical(String first, String last) {
        try {
            var members = Map.of("summary", first, "markdown", markdown, "register", last);
            return new JsonCanonicalizer(JSON.writeValueAsString(members)).getEncodedString();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }
}
