package lethe.operator;

import java.util.List;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.organisations.Organisations;
import lethe.users.Headcount;
import org.springframework.stereotype.Component;

/** The organisations as the operator sees them: name and numbers. */
@Component
class Overview {
    private final Organisations organisations;
    private final Headcount headcount;

    Overview(Organisations organisations, Headcount headcount) {
        this.organisations = organisations;
        this.headcount = headcount;
    }

    /** @param users those who are here @param terminated those whose record remains */
    record House(OrganisationId id, String slug, String name, int users, int terminated) {}

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
