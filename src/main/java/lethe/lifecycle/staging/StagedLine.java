package lethe.lifecycle.staging;

import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;

/**
 * A line that waits to be created as a user.
 *
 * @param user the id that the user will have
 * @param slot the slot of the e-mail's key, under which the whole line is encrypted
 * @param person names and e-mail, encrypted
 * @param type null if the file names none
 * @param role null if the file names none
 */
public record StagedLine(
        int line,
        UserId user,
        KeySlot slot,
        byte[] person,
        @Nullable UserType type,
        @Nullable RoleId role) {
    static SealContext place(UserId user) {
        return new SealContext("staged_line", "name_and_email", user.value());
    }

    /** Decrypts the line. */
    PersonLine open(Vault vault, OrganisationId organisation) {
        return PersonLine.of(vault.open(organisation, slot, place(user), person));
    }

    /** Contains no personal data, so it may be logged. */
    @Override
    public String toString() {
        return "StagedLine[" + line + "]";
    }
}
