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
 * A line that waits to become a person.
 *
 * @param user who they will be
 * @param slot of their e-mail, under which all of the line is sealed
 * @param person names and e-mail, sealed
 * @param type absent where the file names none
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

    /** What it says. */
    PersonLine open(Vault vault, OrganisationId organisation) {
        return PersonLine.of(vault.open(organisation, slot, place(user), person));
    }

    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "StagedLine[" + line + "]";
    }
}
