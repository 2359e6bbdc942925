package lethe.privacy.consent;

import java.util.List;
import java.util.Locale;
import lethe.platform.kernel.Actor;

/** A source of subjects of consent. */
interface Matters {
    /** Returns the subjects that the caller has decided on, according to the evidence. */
    List<Matter> of(Actor actor, List<ConsentEvidence> evidence, Locale language);
}
