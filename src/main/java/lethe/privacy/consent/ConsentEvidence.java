package lethe.privacy.consent;

import java.time.Instant;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of one consent, refusal or attestation, kept for as long as consent must be provable (Art. 7(1) GDPR). It
 * contains ids only.
 */
public sealed interface ConsentEvidence {
    /** The time of the act, whichever of its fields holds it. */
    Instant when();

    /**
     * A creator's statement that the person had consented.
     *
     * @param attestedBy absent if the operator attested on the command line
     */
    record Attestation(
            @Nullable UserId attestedBy, Instant attestedAt, int noticeVersion, String noticeHash, String language)
            implements ConsentEvidence {
        @Override
        public Instant when() {
            return attestedAt;
        }
    }

    /** A decision that the person made themselves: on which wording, and how they received their first credentials. */
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
     * A subscription to a newsletter by the person, or its end.
     *
     * @param words the wording shown on subscribing; an end repeats it
     * @param hash the hash of {@code words}
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

        /** How it came about. {@code CHANGED} and {@code WITHDRAWN} are acts of the organisation. */
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
