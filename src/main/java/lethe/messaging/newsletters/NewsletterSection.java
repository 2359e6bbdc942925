package lethe.messaging.newsletters;

import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Implemented by rooms that add to a newsletter's page. */
public interface NewsletterSection {
    /**
     * Called once for each page; empty if the part is not for this user.
     *
     * @param actor absent on the operator's pages
     */
    Optional<Part> of(@Nullable Actor actor, Newsletter newsletter);

    /**
     * A part of the page.
     *
     * @param template its name, {@code room/part}; its parameters are {@code shell} and those of the model
     */
    record Part(String template, Map<String, Object> model) {}
}
