package lethe.admissions;

import java.util.Objects;
import lethe.consent.Attested;
import lethe.kernel.RoleId;
import lethe.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** Exactly what may be asked of a new user (Art. 5); anything else that a request sends is refused by name. */
public record NewUser(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable Attested consent,
        @Nullable String temporaryPassword) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "NewUser[…]";
    }

    Attested attested() {
        return Objects.requireNonNullElse(consent, Attested.NOT);
    }
}
