package lethe.signin.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** A session as its owner sees it; network address and device are not stored. */
public record Session(SessionId id, Kind kind, Instant createdAt, Instant lastSeenAt, boolean current) {
    public enum Kind {
        BROWSER,
        API
    }

    /** The id of a session; printed as {@code session_…}. */
    public record SessionId(UUID value) {
        public static Optional<SessionId> parse(String text) {
            return TypeId.parse("session", text).map(SessionId::new);
        }

        @Override
        public String toString() {
            return TypeId.text("session", value);
        }
    }
}
