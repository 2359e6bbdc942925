package lethe.lifecycle.reviews;

import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * Selects users by finding and, if not null, by type and role.
 *
 * @param months the whole months without activity for {@link Finding#NOT_SEEN}
 */
public record FindingFilter(
        Finding finding,
        int months,
        @Nullable UserType type,
        @Nullable RoleId role) {
    public static final int MONTHS = 6;
    public static final int MOST_MONTHS = 120;

    /** Returns {@value #MONTHS} for null; refuses values outside 1 to {@value #MOST_MONTHS}. */
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
