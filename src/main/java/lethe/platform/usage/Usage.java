package lethe.platform.usage;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts that a feature is used: in memory, once a person and day, and nowhere else. */
@Component
public class Usage {
    private final Clock clock;
    private volatile @Nullable Day day;

    public Usage(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a person for today's figure of the feature, unless their browser asked not to be.
     *
     * @param person some number that stays the same for the person and tells nothing here; it is not kept
     */
    public void count(Feature feature, long person) {
        var current = day;
        if (current != null && !GlobalPrivacyControl.isOn()) {
            if (current.isOver(clock.millis())) {
                current.close();
            } else {
                current.count(feature, person);
            }
        }
    }

    /** What is counted in from now on; absent: nothing is counted. */
    void countIn(@Nullable Day next) {
        day = next;
    }
}
