package lethe.privacy.consent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rights of users under the GDPR; notice, invitation, disclosure and consent receipts all name these. */
enum DataSubjectRight {
    WITHDRAWAL("7-3", "/profile"),
    ACCESS("15", "/profile/data"),
    RECTIFICATION("16", "/profile"),
    ERASURE("17", "/profile/termination"),
    RESTRICTION("18", "/support"),
    PORTABILITY("20", "/api/v1/me/data"),
    OBJECTION("21", "/support"),
    COMPLAINT("77", null);

    private final String article;
    private final @Nullable String path;

    DataSubjectRight(String article, @Nullable String path) {
        this.article = article;
        this.path = path;
    }

    /** The number of the article, with that of its paragraph if it is about more than the right. */
    String article() {
        return article;
    }

    /** Where it is exercised; empty for complaints, which go to an authority. */
    Optional<String> path() {
        return Optional.ofNullable(path);
    }
}
