package lethe.lifecycle.staging;

import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.TypeId;

/** The id of an import; printed as {@code import_…}. */
public record ImportId(UUID value) {
    public static final String KIND = "import";

    public static Optional<ImportId> parse(String text) {
        return TypeId.parse(KIND, text).map(ImportId::new);
    }

    @Override
    public String toString() {
        return TypeId.text(KIND, value);
    }
}
