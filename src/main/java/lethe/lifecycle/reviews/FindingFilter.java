package lethe.lifecycle.reviews;

import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a finding holds, as far as they have this type and role.
 *
 * @param months how many whole months somebody {@link Finding#NOT_SEEN} was not here
 */
public record FindingFilter(
        Finding finding,
        int months,
        @Nullable UserType type,
        @Nullable RoleId role) {
    public static final int MONTHS = 6;
    public static final int MOST_MONTHS = 120;

    /** {@value #MONTHS} when left out; refuses what is outside 1 to {@value #MOST_MONTHS}. */
    public static int months(@Nullable Integer asked) {
        if (asked == null) {
            return MONTHS;
        }
        if (asked < 1 || asked > MOST_MONTHS) {
            throw BadRequest.parameter("months");
        }
        return asked;
    }
}
