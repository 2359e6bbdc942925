package lethe.platform.kernel;

/** Whose person a user is: one who administers, one of the organisation's own, or somebody from outside it. */
public enum UserType {
    ADMIN,
    INTERNAL,
    EXTERNAL
}
