package lethe.platform.kernel;

/** Who the user works for: an administrator, someone inside the organisation or someone outside it. */
public enum UserType {
    ADMIN,
    INTERNAL,
    EXTERNAL
}
