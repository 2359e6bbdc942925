package lethe.identity.users;

import java.util.Objects;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.privacy.consent.AttestationForm;
import org.jspecify.annotations.Nullable;

/** The only data asked for about a new user (Art. 5); any other field in a request is refused by name. */
public record NewUser(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable AttestationForm consent,
        @Nullable String temporaryPassword) {
    /** Omits all personal data, for logs. */
    @Override
    public String toString() {
        return "NewUser[…]";
    }

    AttestationForm attested() {
        return Objects.requireNonNullElse(consent, AttestationForm.NOT);
    }

    /** Validates name and email; returns the address in its normal form. */
    EmailAddress checkPerson(Validation fields) {
        fields.name("firstName", firstName);
        fields.name("lastName", lastName);
        return EmailAddress.check(fields, "email", email);
    }

    /** Call this only once the whole form has been checked. */
    CheckedUser checked(UserId id, KeySlot slot, EmailAddress address, RoleId role) {
        return new CheckedUser(
                id,
                slot,
                Objects.requireNonNull(firstName).strip(),
                Objects.requireNonNull(lastName).strip(),
                address.typed(),
                Objects.requireNonNull(type),
                role);
    }
}
