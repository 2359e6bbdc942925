package lethe.messaging.newsletters;

import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;

/** Implemented by rooms that add to a newsletter's page. */
public interface NewsletterSection {
    /** Called once for each page; empty if the part is not for this actor. */
    Optional<Part> of(Actor actor, Newsletter newsletter);

    /**
     * A part of the page.
     *
     * @param template its name, {@code room/part}; its parameters are {@code shell} and those of the model
     */
    record Part(String template, Map<String, Object> model) {}
}
