package lethe.partners.partners;

import java.util.List;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;
import org.jspecify.annotations.Nullable;

/** The fields of a new partner; only the name is required. */
public record NewPartner(
        @Nullable String name,
        @Nullable String website,
        @Nullable String contactEmail,
        @Nullable String category) {
    /** Leaves out personal data, for logs. */
    @Override
    public String toString() {
        return "NewPartner[…]";
    }

    /** Returns all validation errors. */
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
