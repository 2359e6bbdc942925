package lethe.platform.requests;

import org.jspecify.annotations.Nullable;

/** What a request says that says no more than who sends it: see {@link InPerson}. */
public record CurrentPassword(@Nullable String currentPassword) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "CurrentPassword[…]";
    }
}
