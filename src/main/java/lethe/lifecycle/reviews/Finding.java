package lethe.lifecycle.reviews;

/** Why a user may no longer need access; more than one finding can apply to the same user. */
public enum Finding {
    /** Was invited, and has never signed in. */
    NEVER_SIGNED_IN,
    /** Was invited, and their temporary password and link have expired. */
    SECRET_LAPSED,
    /** Has not been active for a number of whole months. */
    NOT_SEEN,
    /** An external user whose last day of access has passed. */
    ACCESS_ENDED;

    /** Whether the finding applies to users who have not completed their first sign-in. */
    public boolean isOfInvited() {
        return this == NEVER_SIGNED_IN || this == SECRET_LAPSED;
    }
}
