package lethe.vault.consistency;

import java.util.UUID;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TypeId;

/**
 * A row that refers to a key.
 *
 * @param holder the table
 * @param kind the prefix of the subject's ID: {@code user}
 * @param damaged whether the slot's bytes are neither a key nor zeros; otherwise the key was destroyed
 */
public record KeyReference(
        long slot, String holder, OrganisationId organisation, String kind, UUID subject, boolean damaged) {
    /** For the operator, who must identify the record but not the person. */
    public String sentence() {
        return "slot " + slot + ", " + holder + " of " + TypeId.text(kind, subject) + " in " + organisation;
    }
}
