package lethe.identity.users;

/** Where a user stands. */
public enum UserStatus {
    /** Has not chosen a password of their own yet. */
    INVITED,
    ACTIVE,
    /** Cannot sign in for the time being; nothing is erased. */
    SUSPENDED,
    TERMINATED
}
