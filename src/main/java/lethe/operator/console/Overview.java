package lethe.operator.console;

import java.util.List;
import lethe.organisations.Organisations;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.consent.UserStatistics;
import org.springframework.stereotype.Component;

/** The organisations of this installation, with counts made in the scope of each. */
@Component
class Overview {
    private final Organisations organisations;
    private final UserStatistics headcount;

    Overview(Organisations organisations, UserStatistics headcount) {
        this.organisations = organisations;
        this.headcount = headcount;
    }

    List<OrganisationSummary> houses() {
        return organisations.all().stream()
                .map(id -> TenantContext.in(id, () -> house(id)))
                .toList();
    }

    private OrganisationSummary house(OrganisationId id) {
        var organisation = organisations.current();
        var count = headcount.count();
        return new OrganisationSummary(id, organisation.slug(), organisation.name(), count.here(), count.terminated());
    }
}
