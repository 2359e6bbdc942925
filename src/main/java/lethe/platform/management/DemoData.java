package lethe.platform.management;

import lethe.platform.kernel.Actor;

/** What a capability adds to the organisation that {@code lethe run --demo} makes, by the same doors as anybody. */
public interface DemoData {
    /**
     * Runs inside the organisation.
     *
     * @param administrator the first one, who has consented
     */
    void add(Actor administrator);
}
