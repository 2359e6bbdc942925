package lethe.partners.partners;

import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;

/** Implemented by rooms that add a section to a partner's page. */
public interface PartnerSection {
    /** Empty if the user may not see the section; called once per page view. */
    Optional<Part> of(Actor actor, Partner partner);

    /**
     * A section of the page.
     *
     * @param template its name, {@code room/part}; its parameters are {@code shell} and the model
     */
    record Part(String template, Map<String, Object> model) {}
}
