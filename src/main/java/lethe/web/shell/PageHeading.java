package lethe.web.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lethe.organisations.Organisations;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Whose pages these are and whom to ask: the one place where this room asks the organisations. While the database is
 * away, what it said last: a refusal that says so must not fail for want of it.
 */
@Component
class PageHeading {
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Heading UNKNOWN = new Heading("Lethe", List.of());
    private final Organisations organisations;
    private final Clock clock;
    private final Map<String, Heading> last = new ConcurrentHashMap<>();
    private volatile Instant awayUntil = Instant.MIN;

    PageHeading(Organisations organisations, Clock clock) {
        this.organisations = organisations;
        this.clock = clock;
    }

    /** Asked once a request, however many parts of its answer tell it. */
    Heading heading(HttpServletRequest request) {
        var whose = TenantContext.organisation().map(OrganisationId::toString).orElse("");
        var kept = Heading.class.getName() + whose;
        var known = (Heading) request.getAttribute(kept);
        var heading = known == null ? heading(whose) : known;
        request.setAttribute(kept, heading);
        return heading;
    }

    private Heading heading(String whose) {
        if (clock.instant().isAfter(awayUntil)) {
            try {
                last.put(whose, asked());
            } catch (DataAccessException | TransactionException away) {
                awayUntil = clock.instant().plus(AWAY);
            }
        }
        return last.getOrDefault(whose, UNKNOWN);
    }

    private Heading asked() {
        var masthead = organisations.masthead();
        var channels = masthead.support().stream()
                .map(support -> new PageContext.Channel(support.value(), support.href()))
                .toList();
        return new Heading(masthead.name().isEmpty() ? "Lethe" : masthead.name(), channels);
    }

    /**
     * @param organisation the name that stands at the top
     * @param support the operator's channels and the organisation's own, the preferred one first
     */
    record Heading(String organisation, List<PageContext.Channel> support) {}
}
