package lethe.privacy.consent;

import java.util.List;
import java.util.Locale;
import lethe.platform.kernel.Actor;

/** What people are asked about. */
interface Matters {
    /** Those of which the person who asks has decided something, as the evidence of them says. */
    List<Matter> of(Actor actor, List<ConsentEvidence> evidence, Locale language);
}
