package lethe.identity.users;

import java.util.Objects;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import org.jspecify.annotations.Nullable;

/** Exactly what may be asked of a new user (Art. 5); anything else that a request sends is refused by name. */
public record NewUser(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable AttestationForm consent,
        @Nullable String temporaryPassword) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "NewUser[…]";
    }

    AttestationForm attested() {
        return Objects.requireNonNullElse(consent, AttestationForm.NOT);
    }
}
