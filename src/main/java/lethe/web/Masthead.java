package lethe.web;

import java.util.List;
import lethe.organisations.Organisations;
import org.springframework.stereotype.Component;

/** Whose pages these are and whom to ask: the one place where this room asks the organisations. */
@Component
class Masthead {
    private final Organisations organisations;

    Masthead(Organisations organisations) {
        this.organisations = organisations;
    }

    Heading heading() {
        var masthead = organisations.masthead();
        var channels = masthead.support().stream()
                .map(support -> new Shell.Channel(support.value(), support.href()))
                .toList();
        return new Heading(masthead.name().isEmpty() ? "Lethe" : masthead.name(), channels);
    }

    /**
     * @param organisation the name that stands at the top
     * @param support the operator's channels and the organisation's own, the preferred one first
     */
    record Heading(String organisation, List<Shell.Channel> support) {}
}
