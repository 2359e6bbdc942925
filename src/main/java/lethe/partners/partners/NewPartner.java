package lethe.partners.partners;

import java.util.List;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;
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

    /** Everything that is wrong with it. */
    public List<FieldError> errors() {
        try {
            checked();
            return List.of();
        } catch (Invalid wrong) {
            return wrong.errors();
        }
    }

    Details checked() {
        return Details.checked(name, website, contactEmail, category);
    }
}
