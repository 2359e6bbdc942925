package lethe.platform.management;

import lethe.platform.kernel.Actor;

/** Demo content that a room adds to the organisation of {@code lethe run --demo}, through the same doors as users. */
public interface DemoData {
    /**
     * Runs in the organisation's scope.
     *
     * @param administrator the first one, who has consented
     */
    void add(Actor administrator);
}
