package lethe.web;

import java.util.List;
import org.springframework.stereotype.Component;

/** Whose pages these are and whom to ask: the one place where this room asks the organisations. */
@Component
class Masthead {
    Heading heading() {
        return new Heading("Lethe", List.of());
    }

    /**
     * @param organisation the name that stands at the top
     * @param support the operator's channels and the organisation's own, the preferred one first
     */
    record Heading(String organisation, List<Shell.Channel> support) {}
}
