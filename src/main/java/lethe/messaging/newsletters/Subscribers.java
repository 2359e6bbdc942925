package lethe.messaging.newsletters;

import lethe.platform.kernel.NewsletterId;

/** What newsletters ask of the room that knows who chose which. */
public interface Subscribers {
    /** How many would be sent it now, of the organisation in scope. */
    long count(NewsletterId newsletter);

    /**
     * Ends choices that no longer stand, since the newsletter was withdrawn or is another by now, and keeps evidence of
     * that: in the caller's transaction, in the organisation in scope.
     *
     * @return how many
     */
    int settle(NewsletterId newsletter);

    /** As {@link #settle}, in every organisation, soon after the caller's transaction. */
    void settleEverywhere(NewsletterId newsletter);
}
