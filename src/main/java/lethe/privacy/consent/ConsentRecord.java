package lethe.privacy.consent;

import java.time.Instant;
import java.util.UUID;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import org.jspecify.annotations.Nullable;

/**
 * One act of consent as evidence (Art. 7(1)): ids only, which outlive the person's data.
 *
 * @param noticeVersion absent for newsletters
 * @param hash of the words
 * @param by who attested, or who had handed over the first secret; absent where that was the operator or nobody
 * @param handover absent for what was attested, and for newsletters
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

    /** @param words those that were agreed to, whatever the newsletter says today */
    public record Chosen(NewsletterId id, long version, NewsletterConsent.Way way, String words) {}
}
