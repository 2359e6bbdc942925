package lethe.operator;

import java.util.List;
import lethe.census.Headcount;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.organisations.Organisations;
import org.springframework.stereotype.Component;

/** The organisations of this installation, each counted within itself. */
@Component
class Overview {
    private final Organisations organisations;
    private final Headcount headcount;

    Overview(Organisations organisations, Headcount headcount) {
        this.organisations = organisations;
        this.headcount = headcount;
    }

    List<House> houses() {
        return organisations.all().stream()
                .map(id -> Tenancy.in(id, () -> house(id)))
                .toList();
    }

    private House house(OrganisationId id) {
        var organisation = organisations.current();
        var count = headcount.count();
        return new House(id, organisation.slug(), organisation.name(), count.here(), count.terminated());
    }
}
