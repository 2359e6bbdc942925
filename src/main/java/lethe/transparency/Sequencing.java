package lethe.transparency;

import java.util.concurrent.TimeUnit;
import lethe.audit.Sequence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks several times a second which organisations have entries without a place, whichever node wrote them. */
@Component
class Sequencing {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencing.class);
    private final Sequence sequence;
    private final Growth growth;
    private boolean failing;

    Sequencing(Sequence sequence, Growth growth) {
        this.sequence = sequence;
        this.growth = growth;
    }

    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    void sequence() {
        try {
            sequence.waiting().forEach(growth::grow);
            failing = false;
        } catch (RuntimeException notYet) {
            tellOnce(notYet);
        }
    }

    private void tellOnce(RuntimeException notYet) {
        if (!failing) {
            LOG.warn(
                    "audit logs cannot be sequenced for the moment: {}",
                    notYet.getClass().getSimpleName());
        }
        failing = true;
    }
}
