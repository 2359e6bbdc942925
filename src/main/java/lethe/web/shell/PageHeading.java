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
 * The organisation and its contacts for the page heading. While the database is unavailable, returns the last known
 * values, because the error page must still work.
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

    /** Looked up once per request. */
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
                last.put(whose, lookUp());
            } catch (DataAccessException | TransactionException away) {
                awayUntil = clock.instant().plus(AWAY);
            }
        }
        return last.getOrDefault(whose, UNKNOWN);
    }

    private Heading lookUp() {
        var header = organisations.masthead();
        var channels = header.support().stream()
                .map(support -> new PageContext.Channel(support.value(), support.href()))
                .toList();
        return new Heading(header.name().isEmpty() ? "Lethe" : header.name(), channels);
    }

    /**
     * @param organisation the name at the top of pages
     * @param support the contacts of organisation and operator, in order of preference
     */
    record Heading(String organisation, List<PageContext.Channel> support) {}
}
