package lethe.identity.users;

import java.time.Instant;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** What creating a user asks of the room that lets people in. */
public interface InitialCredentials {
    /** Looks at a temporary password that the creator chose and hashes it: that takes long, so no transaction may be open. */
    Chosen ready(@Nullable String chosen);

    /**
     * Prepares the first sign-in of somebody who was just created; generates the password where none was chosen.
     *
     * @param trip on which what is stored goes to the database
     * @param slot the key of their secrets
     */
    Temporary prepare(RoundTrip trip, Actor actor, UserId person, KeySlot slot, Chosen chosen);

    /**
     * @param wrong what is wrong with it
     * @param hash absent where none was chosen, or one that is not good enough
     */
    record Chosen(Validation wrong, @Nullable String hash) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Chosen[…]";
        }
    }

    /** @param generated absent where the creator chose it, and knows it */
    record Temporary(@Nullable String generated, Instant expiresAt) {}
}
