package lethe.lifecycle.imports;

import java.util.Objects;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import org.jspecify.annotations.Nullable;

/**
 * What starting an import takes.
 *
 * @param consent one attestation for everybody in the file
 * @param type for lines that name none
 * @param roleId for lines that name none
 * @param invite whether each is sent an invitation; their links are not handed out as a file then
 */
record StartForm(
        @Nullable AttestationForm consent,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable Boolean invite) {
    /** Whether those who are created are invited by mail. */
    boolean invites() {
        return Boolean.TRUE.equals(invite);
    }

    AttestationForm attested() {
        return Objects.requireNonNullElse(consent, AttestationForm.NOT);
    }
}
