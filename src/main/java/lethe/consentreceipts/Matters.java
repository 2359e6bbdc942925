package lethe.consentreceipts;

import java.util.List;
import java.util.Locale;
import lethe.kernel.Actor;

/** What people are asked about. */
interface Matters {
    /** Those of which the person who asks has decided something. */
    List<Matter> of(Actor actor, Locale language);
}
