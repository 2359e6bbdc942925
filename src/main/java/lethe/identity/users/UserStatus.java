package lethe.identity.users;

/** The status of a user. */
public enum UserStatus {
    /** Has not set their own password yet. */
    INVITED,
    ACTIVE,
    /** Cannot sign in for the time being; nothing is erased. */
    SUSPENDED,
    TERMINATED
}
