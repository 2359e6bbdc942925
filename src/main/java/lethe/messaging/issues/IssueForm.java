package lethe.messaging.issues;

import org.jspecify.annotations.Nullable;

/**
 * What the page sends on which an issue is written.
 *
 * @param version of the draft that was opened
 * @param preview which of the two buttons was pressed: this one stores nothing
 */
public record IssueForm(
        @Nullable String subject,
        @Nullable String markdown,
        @Nullable String language,
        @Nullable Long version,
        @Nullable String preview) {
    public NewIssue form() {
        return new NewIssue(subject, markdown, language, version);
    }

    public boolean isToLookAt() {
        return preview != null;
    }
}
