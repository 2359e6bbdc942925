package lethe.privacy.consent;

import java.time.Instant;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** What is kept of a consent for as long as anyone may ask: ids only. */
public sealed interface ConsentEvidence {
    /** When it came about, whatever its kind calls that. */
    Instant when();

    /**
     * Art. 7, when a user is created: somebody else says that the person had consented.
     *
     * @param attestedBy absent where the operator attested at the command line
     */
    record Attestation(
            @Nullable UserId attestedBy, Instant attestedAt, int noticeVersion, String noticeHash, String language)
            implements ConsentEvidence {
        @Override
        public Instant when() {
            return attestedAt;
        }
    }

    /** What the person decided themselves, on which words, after who had let them in. */
    record OwnConsent(
            int noticeVersion,
            String noticeHash,
            String language,
            Instant at,
            Decision decision,
            CredentialHandovers.Way handover,
            @Nullable UserId handedOverBy)
            implements ConsentEvidence {
        @Override
        public Instant when() {
            return at;
        }
    }

    /**
     * One's own yes to a newsletter, or the end of it.
     *
     * @param words those that were shown with the yes, which an end repeats
     * @param hash of these words
     */
    record NewsletterConsent(
            NewsletterId newsletterId,
            long newsletterVersion,
            Act act,
            Way way,
            Instant at,
            String language,
            String words,
            String hash)
            implements ConsentEvidence {
        public enum Act {
            SUBSCRIBED,
            UNSUBSCRIBED
        }

        /** How it came about; the last two are no act of the person's. */
        public enum Way {
            PROFILE,
            FIRST_SIGN_IN,
            API,
            ONE_CLICK,
            TERMINATION,
            CHANGED,
            WITHDRAWN
        }

        @Override
        public Instant when() {
            return at;
        }
    }

    enum Decision {
        CONTINUE,
        REFUSE
    }
}
