package lethe.partners.partners;

import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Page;
import lethe.platform.requests.SearchWords;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** Filters partners; absent parts do not filter. */
record PartnerFilter(
        List<String> words,
        Partner.@Nullable Status status,
        @Nullable String category,
        @Nullable UUID after,
        int limit) {
    /** Parses request parameters; answers 400 for an invalid category. */
    public static PartnerFilter of(
            @Nullable String query,
            Partner.@Nullable Status status,
            @Nullable String category,
            @Nullable String after,
            @Nullable Integer limit) {
        return new PartnerFilter(
                SearchWords.of(query),
                status,
                category == null || category.isBlank() ? null : category(category.strip()),
                Page.after(after),
                Page.limit(limit));
    }

    private static String category(String typed) {
        var category = Validation.composed(typed);
        if (!Details.isCategory(category)) {
            throw BadRequest.parameter("category");
        }
        return category;
    }
}
