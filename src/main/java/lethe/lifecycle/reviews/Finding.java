package lethe.lifecycle.reviews;

/** In which way somebody's access has become invalid; more than one may hold of the same person. */
public enum Finding {
    /** Was invited, and has never been here. */
    NEVER_SIGNED_IN,
    /** Was invited, and what they were handed to get in is good no more. */
    SECRET_LAPSED,
    /** Was not here for some whole months. */
    NOT_SEEN,
    /** Somebody external whose last day of access is past. */
    ACCESS_ENDED;

    /** Whether those of whom it holds still wait to be let in. */
    public boolean isOfInvited() {
        return this == NEVER_SIGNED_IN || this == SECRET_LAPSED;
    }
}
