package lethe.vault.consistency;

import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TypeId;

/**
 * Whose a key is: the row that refers to it.
 *
 * @param holder the table
 * @param kind of what the row is about, as ids begin: {@code user}
 * @param damaged whether its bytes are neither a key nor zeros; else the key was destroyed
 */
public record KeyReference(
        long slot, String holder, OrganisationId organisation, String kind, UUID subject, boolean damaged) {
    /** For the operator, who is to know whose it is, and not who that is. */
    public String sentence() {
        return "slot " + slot + ", " + holder + " of " + TypeId.text(kind, subject) + " in " + organisation;
    }
}
