package lethe.privacy.consent;

import java.time.Instant;
import java.util.UUID;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import org.jspecify.annotations.Nullable;

/**
 * One act of consent as evidence (Art. 7(1) GDPR). It contains ids only and is kept after the person's data are erased.
 *
 * @param noticeVersion absent for newsletters
 * @param hash the hash of the wording
 * @param by the user who attested, or who handed over the first credentials; absent if that was the operator or no one
 * @param handover absent for attestations and newsletters
 * @param newsletter absent for notices
 */
public record ConsentRecord(
        UUID id,
        UserId person,
        Act act,
        Instant at,
        @Nullable Integer noticeVersion,
        String hash,
        String language,
        CredentialHandovers.@Nullable Way handover,
        @Nullable UserId by,
        @Nullable Chosen newsletter) {
    public enum Act {
        ATTESTED,
        CONTINUE,
        REFUSE,
        SUBSCRIBED,
        UNSUBSCRIBED
    }

    /** @param words the wording that was agreed to, even if the newsletter has changed since */
    public record Chosen(NewsletterId id, long version, NewsletterConsent.Way way, String words) {}
}
