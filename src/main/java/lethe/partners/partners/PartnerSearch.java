package lethe.partners.partners;

import java.util.Objects;
import lethe.partners.partners.Partner.Status;
import lethe.platform.kernel.Invalid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The search form of the partner list.
 *
 * @param query a name; sent by POST, because free text must not appear in an address
 */
public record PartnerSearch(
        @Nullable String query,
        @Nullable Status status,
        @Nullable String category,
        @Nullable String after) {
    public String text() {
        return query == null ? "" : query.strip();
    }

    /** The form value: empty for any status. */
    public String chosenStatus() {
        return status == null ? "" : status.name();
    }

    public String chosenCategory() {
        return Objects.requireNonNullElse(category, "");
    }

    /** Whether any filter is set. */
    public boolean narrows() {
        return !text().isEmpty() || status != null || !chosenCategory().isEmpty();
    }

    public boolean isFirstPage() {
        return after == null || after.isEmpty();
    }

    /** The address of the list with all filters except the text. */
    public String address() {
        var address = UriComponentsBuilder.fromPath("/partners");
        if (status != null) {
            address.queryParam("status", status.name());
        }
        if (!chosenCategory().isEmpty()) {
            address.queryParam("category", "{category}");
        }
        return address.encode().buildAndExpand(chosenCategory()).toUriString();
    }

    PartnerFilter filter() {
        if (text().indexOf('@') >= 0) {
            throw Invalid.field("query", "names-only");
        }
        return PartnerFilter.of(text().isEmpty() ? null : text(), status, category, isFirstPage() ? null : after, null);
    }
}
