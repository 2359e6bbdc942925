package lethe.signin.sessions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token as its owner sees it.
 *
 * @param token the secret; only in the response that creates the token
 */
public record AccessToken(
        TokenId id,
        String name,
        Instant createdAt,
        Instant expiresAt,
        @Nullable LocalDate lastUsedOn,
        @Nullable String token) {
    /** Contains no personal data, so it may be logged. */
    @Override
    public String toString() {
        return "AccessToken[…]";
    }

    /** The id of a token; printed as {@code token_…}. */
    public record TokenId(UUID value) {
        public static Optional<TokenId> parse(String text) {
            return TypeId.parse("token", text).map(TokenId::new);
        }

        @Override
        public String toString() {
            return TypeId.text("token", value);
        }
    }
}
