package lethe.platform.requests;

import org.jspecify.annotations.Nullable;

/** The body of a request that carries only the password, see {@link InPerson}. */
public record CurrentPassword(@Nullable String currentPassword) {
    /** Omits the password, for logs. */
    @Override
    public String toString() {
        return "CurrentPassword[…]";
    }
}
