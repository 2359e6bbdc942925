package lethe.partners.billing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of billing details.
 *
 * @param by the name of the user who made it
 * @param fields the changed fields, by their names in requests
 */
public record BillingChange(Instant at, String by, Map<String, Values> fields) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "Change[…]";
    }

    /**
     * The old and new value; null if absent.
     *
     * @param secret whether only the fact of the change is kept
     */
    public record Values(@Nullable String before, @Nullable String after, boolean secret) {
        private static final Values SECRET = new Values(null, null, true);

        @Override
        public String toString() {
            return "Values[…]";
        }
    }

    static Map<String, Values> between(@Nullable BillingFields before, BillingFields after) {
        var changed = new LinkedHashMap<String, Values>();
        var old = before == null ? Map.<String, @Nullable String>of() : before.open();
        after.open().forEach((field, value) -> {
            if (!Objects.equals(old.get(field), value)) {
                changed.put(field, new Values(old.get(field), value, false));
            }
        });
        var oldSecrets = before == null ? Map.<String, @Nullable Object>of() : before.secret();
        after.secret().forEach((field, value) -> {
            if (!Objects.equals(oldSecrets.get(field), value)) {
                changed.put(field, Values.SECRET);
            }
        });
        return changed;
    }
}
