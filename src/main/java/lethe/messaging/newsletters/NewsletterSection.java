package lethe.messaging.newsletters;

import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** What a room implements that adds to a newsletter's page. */
public interface NewsletterSection {
    /**
     * Absent for whom it is not; asked once for each showing.
     *
     * @param actor absent on the operator's pages
     */
    Optional<Part> of(@Nullable Actor actor, Newsletter newsletter);

    /**
     * A part of the page.
     *
     * @param template by its name, {@code room/part}; its parameters are {@code shell} and those of the model
     */
    record Part(String template, Map<String, Object> model) {}
}
