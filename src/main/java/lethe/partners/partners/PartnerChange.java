package lethe.partners.partners;

import java.util.Objects;
import lethe.platform.requests.Removable;
import org.jspecify.annotations.Nullable;

/**
 * A change to a partner: absent fields do not change, empty ones are removed.
 *
 * @param version the version that was edited; absent: do not check for changes by others
 */
record PartnerChange(
        @Nullable String name,
        @Removable @Nullable String website,
        @Removable @Nullable String contactEmail,
        @Removable @Nullable String category,
        @Nullable Long version) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "PartnerChange[…]";
    }

    Details on(Details before) {
        return Details.checked(
                Objects.requireNonNullElse(name, before.name()),
                website == null ? before.website() : website,
                contactEmail == null ? before.contactEmail() : contactEmail,
                category == null ? before.category() : category);
    }

    boolean isOutdated(Partner now) {
        return version != null && version != now.version();
    }
}
