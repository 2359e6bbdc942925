package lethe.partners.partners;

import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;

/** What a room implements that adds to a partner's page. */
public interface PartnerSection {
    /** Absent for whom it is not; asked once for each showing. */
    Optional<Part> of(Actor actor, Partner partner);

    /**
     * A part of the page.
     *
     * @param template by its name, {@code room/part}; its parameters are {@code shell} and those of the model
     */
    record Part(String template, Map<String, Object> model) {}
}
