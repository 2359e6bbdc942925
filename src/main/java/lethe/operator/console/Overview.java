package lethe.operator.console;

import java.util.List;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
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

    List<OrganisationSummary> houses(Actor operator) {
        operator.needOperator();
        return organisations.all().stream()
                .map(id -> TenantContext.in(id, () -> house(operator, id)))
                .toList();
    }

    private OrganisationSummary house(Actor operator, OrganisationId id) {
        var organisation = organisations.current();
        var count = headcount.count(operator);
        return new OrganisationSummary(id, organisation.slug(), organisation.name(), count.here(), count.terminated());
    }
}
