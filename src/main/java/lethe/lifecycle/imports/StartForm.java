package lethe.lifecycle.imports;

import java.util.Objects;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import org.jspecify.annotations.Nullable;

/**
 * The form that starts an import.
 *
 * @param consent one attestation for all users in the file
 * @param type for lines that name none
 * @param roleId for lines that name none
 * @param invite whether the users are sent invitations, instead of their links being handed out as a file
 */
record StartForm(
        @Nullable AttestationForm consent,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable Boolean invite) {
    /** Whether created users are invited by mail. */
    boolean invites() {
        return Boolean.TRUE.equals(invite);
    }

    AttestationForm attested() {
        return Objects.requireNonNullElse(consent, AttestationForm.NOT);
    }
}
