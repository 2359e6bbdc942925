package lethe.admissions;

import java.time.Instant;
import lethe.kernel.Actor;
import lethe.kernel.Fields;
import lethe.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What creating a user asks of the room that lets people in. */
public interface FirstSecrets {
    /** Gathers what is wrong with a temporary password that the creator chose. */
    void check(Fields fields, @Nullable String chosen);

    /** Prepares the person's first sign-in; generates the password where none was chosen. */
    Temporary prepare(Actor actor, UserId person, @Nullable String chosen);

    /** @param generated absent where the creator chose it, and knows it */
    record Temporary(@Nullable String generated, Instant expiresAt) {}
}
