package lethe.platform.usage;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the use of features: in memory only, once per person and day. */
@Component
public class Usage {
    private final Clock clock;
    private volatile @Nullable Day day;

    public Usage(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a person for the feature today, unless their browser sends {@code Sec-GPC}.
     *
     * @param person a number that is stable for the person and reveals nothing here; it is not kept
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

    /** Starts counting in that day; null stops counting. */
    void countIn(@Nullable Day next) {
        day = next;
    }
}
