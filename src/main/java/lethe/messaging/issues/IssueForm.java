package lethe.messaging.issues;

import org.jspecify.annotations.Nullable;

/**
 * The form for writing an issue.
 *
 * @param version of the draft when it was opened
 * @param preview present if the preview button was pressed, which stores nothing
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
