package lethe.privacy.consent;

import java.util.Optional;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** Tells how users received their first credentials, and from whom. Implemented by the sign-in wing. */
public interface CredentialHandovers {
    Optional<Handover> of(UserId person);

    /** @param by the administrator who handed them over; absent if no user did */
    record Handover(Way way, @Nullable UserId by) {}

    enum Way {
        TEMPORARY_PASSWORD,
        LINK_BY_ADMIN,
        LINK_BY_MAIL,
        SET_UP
    }
}
