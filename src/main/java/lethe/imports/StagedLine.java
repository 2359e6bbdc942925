package lethe.imports;

import lethe.kernel.RoleId;
import lethe.kernel.UserId;
import lethe.kernel.UserType;
import lethe.vault.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A line that waits to become a person.
 *
 * @param user who they will be
 * @param slot of their e-mail, under which all of the line is sealed
 * @param person names and e-mail, sealed
 * @param type absent where the file names none
 */
record StagedLine(
        int line,
        UserId user,
        Slot slot,
        byte[] person,
        @Nullable UserType type,
        @Nullable RoleId role) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "StagedLine[" + line + "]";
    }
}
