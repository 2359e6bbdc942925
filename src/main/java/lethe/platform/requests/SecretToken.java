package lethe.platform.requests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TypeId;

/**
 * A secret that Lethe generates: {@code lethe_ses_} (session), {@code lethe_pat_} (personal access token), {@code lethe_link_}
 * (one-time link) or {@code lethe_rct_} (receipt); then the organisation's 26 letters, so that it is looked up inside its tenant;
 * then 32 random letters (160 bits, which is why a plain SHA-256 is enough for storage).
 */
public record SecretToken(String kind, OrganisationId organisation, String text) {
    private static final int SECRET_LENGTH = 32;

    public static SecretToken fresh(String kind, OrganisationId organisation, Randomness randomness) {
        var secret = randomness.letters(SECRET_LENGTH);
        return new SecretToken(
                kind, organisation, "lethe_" + kind + "_" + TypeId.encode(organisation.value()) + secret);
    }

    /** Empty unless the text has the form of that kind; does not check whether the secret is valid. */
    public static Optional<SecretToken> parse(String kind, String text) {
        var prefix = "lethe_" + kind + "_";
        if (!text.startsWith(prefix) || text.length() != prefix.length() + 26 + SECRET_LENGTH) {
            return Optional.empty();
        }
        return TypeId.decode(text.substring(prefix.length(), prefix.length() + 26))
                .map(organisation -> new SecretToken(kind, new OrganisationId(organisation), text));
    }

    /** The stored form: SHA-256 of the text, 32 bytes. */
    public byte[] hash() {
        return sha256(text);
    }

    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "lethe_" + kind + "_…";
    }
}
