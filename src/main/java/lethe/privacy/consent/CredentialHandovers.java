package lethe.privacy.consent;

import java.util.Optional;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What consent asks of the room that lets people in: how they got their first secret, and from whom. */
public interface CredentialHandovers {
    Optional<Handover> of(UserId person);

    /** @param by the admin who handed it over; absent where that was no user */
    record Handover(Way way, @Nullable UserId by) {}

    enum Way {
        TEMPORARY_PASSWORD,
        LINK_BY_ADMIN,
        LINK_BY_MAIL,
        SET_UP
    }
}
