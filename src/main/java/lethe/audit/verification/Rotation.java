package lethe.audit.verification;

import java.util.ArrayList;
import java.util.List;
import lethe.audit.keys.SigningKeys;
import lethe.audit.transparency.TreeReader;
import lethe.platform.database.Tenants;
import lethe.platform.kernel.OrganisationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates a new signing key, which every log records immediately. If that is interrupted, a log records it with its next
 * checkpoint, at the latest with the next daily verification.
 */
@Component
class Rotation {
    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);
    private final SigningKeys keys;
    private final TreeReader tree;
    private final Tenants tenants;

    Rotation(SigningKeys keys, TreeReader tree, Tenants tenants) {
        this.keys = keys;
        this.tree = tree;
        this.tenants = tenants;
    }

    /** Returns the lines to print. */
    List<String> rotate() {
        var lines = new ArrayList<>(List.of("key: " + keys.rotate().id()));
        tenants.all().stream()
                .filter(organisation -> !isEntered(organisation))
                .forEach(organisation -> lines.add("not entered yet: " + organisation));
        return lines;
    }

    /** A log that cannot grow does not delay the others. */
    private boolean isEntered(OrganisationId organisation) {
        try {
            tree.bringUpToDate(organisation);
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn(
                    "the new signing key is not recorded yet in the audit log of {}: {}",
                    organisation,
                    notNow.getClass().getSimpleName());
            return false;
        }
    }
}
