package lethe.identity.users;

import java.time.Instant;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** What creating a user needs from the room that handles sign-in. */
public interface InitialCredentials {
    /**
     * Checks and hashes a temporary password that the creator chose. Hashing is slow, so no transaction may be open.
     */
    Chosen ready(@Nullable String chosen);

    /**
     * Prepares the first sign-in of a new user; generates a password if none was chosen.
     *
     * @param trip the round trip that stores it
     * @param slot the key of the user's secrets
     */
    Temporary prepare(RoundTrip trip, Actor actor, UserId person, KeySlot slot, Chosen chosen);

    /**
     * @param wrong what is wrong with it
     * @param hash absent if none was chosen, or it is not good enough
     */
    record Chosen(Validation wrong, @Nullable String hash) {
        /** Omits all personal data, for logs. */
        @Override
        public String toString() {
            return "Chosen[…]";
        }
    }

    /** @param generated absent if the creator chose the password */
    record Temporary(@Nullable String generated, Instant expiresAt) {}
}
