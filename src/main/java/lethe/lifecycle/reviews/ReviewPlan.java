package lethe.lifecycle.reviews;

import java.util.List;
import java.util.Objects;
import lethe.lifecycle.reviews.Review.Act;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The request for a review: which users, and what to do.
 *
 * @param months null: 6
 * @param type with {@code everybody}: only users of this type
 * @param roleId with {@code everybody}: only users with this role
 * @param everybody all users with the finding
 * @param people otherwise, these users
 */
record ReviewPlan(
        @Nullable Finding finding,
        @Nullable Integer months,
        @Nullable UserType type,
        @Nullable RoleId roleId,
        @Nullable Boolean everybody,
        @Nullable List<UserId> people,
        @Nullable Act act) {
    boolean isForEverybody() {
        return Boolean.TRUE.equals(everybody);
    }

    List<UserId> chosen() {
        return Objects.requireNonNullElse(people, List.<UserId>of()).stream()
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    FindingFilter filter() {
        return new FindingFilter(
                Objects.requireNonNull(finding),
                Objects.requireNonNullElse(months, FindingFilter.MONTHS),
                type,
                roleId);
    }

    void check() {
        var fields = new Validation();
        if (finding == null) {
            fields.wrong("finding", "required");
        }
        if (act == null) {
            fields.wrong("act", "required");
        } else if (act == Act.INVITATION && finding != null && !finding.isOfInvited()) {
            fields.wrong("act", "invited-only");
        }
        if (months != null && (months < 1 || months > FindingFilter.MOST_MONTHS)) {
            fields.wrong("months", "range-months", FindingFilter.MOST_MONTHS);
        }
        if (!isForEverybody() && chosen().isEmpty()) {
            fields.wrong("people", "choose-people");
        }
        fields.check();
    }
}
