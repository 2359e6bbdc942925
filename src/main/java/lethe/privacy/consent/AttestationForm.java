package lethe.privacy.consent;

import java.util.Objects;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.NoticeInForce;
import org.jspecify.annotations.Nullable;

/**
 * The creator's statement that the new user has consented, and to which notice.
 *
 * @param language the language in which the creator read the notice; absent: the language of the request
 */
public record AttestationForm(
        @Nullable Boolean given,
        @Nullable Integer noticeVersion,
        @Nullable String language) {
    /** No attestation was sent. */
    public static final AttestationForm NOT = new AttestationForm(null, null, null);

    public void check(Validation fields, NoticeInForce current) {
        if (!Objects.requireNonNullElse(given, false)) {
            fields.wrong("consent.given", "consent.required");
        } else if (noticeVersion == null) {
            fields.wrong("consent.noticeVersion", "required");
        } else if (noticeVersion != current.version()) {
            fields.wrong("consent.noticeVersion", "notice.outdated", current.version());
        }
        if (language != null && !current.languages().contains(language)) {
            fields.wrong("consent.language", "unknown");
        }
    }
}
