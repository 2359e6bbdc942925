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
 * A new signing key, which every log names immediately. Where that is interrupted, a log names it with its next checkpoint, at the
 * latest with the next daily verification.
 */
@Component
class Rotation {
    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);
    private final SigningKeys keys;
    private final TreeReader book;
    private final Tenants tenants;

    Rotation(SigningKeys keys, TreeReader book, Tenants tenants) {
        this.keys = keys;
        this.book = book;
        this.tenants = tenants;
    }

    /** Lines to print. */
    List<String> rotate() {
        var lines = new ArrayList<>(List.of("key: " + keys.rotate().id()));
        tenants.all().stream()
                .filter(organisation -> !isEntered(organisation))
                .forEach(organisation -> lines.add("not entered yet: " + organisation));
        return lines;
    }

    /** One log that cannot grow holds up none of the others. */
    private boolean isEntered(OrganisationId organisation) {
        try {
            book.bringUpToDate(organisation);
            return true;
        } catch (RuntimeException notNow) {
            LOG.warn(
                    "the new signing key is not entered yet in the audit log of {}: {}",
                    organisation,
                    notNow.getClass().getSimpleName());
            return false;
        }
    }
}
