package lethe.partners;

import org.jspecify.annotations.Nullable;

/** Exactly what is asked about a new partner; only the name is needed. */
public record NewPartner(
        @Nullable String name,
        @Nullable String website,
        @Nullable String contactEmail,
        @Nullable String category) {
    /** Nothing of a person's, for logs. */
    @Override
    public String toString() {
        return "NewPartner[…]";
    }

    Details checked() {
        return Details.checked(name, website, contactEmail, category);
    }
}
