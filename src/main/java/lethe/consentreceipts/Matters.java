package lethe.consentreceipts;

import java.util.List;
import java.util.Locale;
import lethe.consent.Evidence;
import lethe.kernel.Actor;

/** What people are asked about. */
interface Matters {
    /** Those of which the person who asks has decided something, as the evidence of them says. */
    List<Matter> of(Actor actor, List<Evidence> evidence, Locale language);
}
