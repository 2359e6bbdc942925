package lethe.privacy.retention;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/**
 * Changes to retention periods.
 *
 * @param version the version that was edited; absent: do not check for changes by others
 */
record LimitsForm(
        @Nullable List<@Nullable Change> limits, @Nullable Long version) {
    /** @param amount in the unit of the category */
    public record Change(
            @Nullable DataCategory kind, @Nullable Integer amount) {}

    Map<DataCategory, Integer> checked(Validation fields) {
        var checked = new EnumMap<DataCategory, Integer>(DataCategory.class);
        var all = Objects.requireNonNullElse(limits, List.<@Nullable Change>of());
        for (var place = 0; place < all.size(); place++) {
            var change = all.get(place);
            var field = "limits[" + place + "]";
            if (change == null || change.kind() == null) {
                fields.wrong(field + ".kind", "required");
            } else if (change.amount() == null) {
                fields.wrong(field + ".amount", "required");
            } else if (!change.kind().allows(change.amount())) {
                fields.wrong(
                        field + ".amount",
                        "range",
                        change.kind().least(),
                        change.kind().most());
            } else {
                checked.put(change.kind(), change.amount());
            }
        }
        return checked;
    }
}
