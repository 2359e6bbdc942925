package lethe.partners.billing;

import java.util.HashMap;
import java.util.Optional;
import lethe.partners.partners.Partner;
import lethe.partners.partners.PartnerSection;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The billing details on a partner's page. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class BillingSection implements PartnerSection {
    private final Billing billing;

    BillingSection(Billing billing) {
        this.billing = billing;
    }

    @Override
    public Optional<Part> of(Actor actor, Partner partner) {
        return actor.may(Permission.VIEW_BILLING_DETAILS) ? Optional.of(part(actor, partner)) : Optional.empty();
    }

    private Part part(Actor actor, Partner partner) {
        var model = new HashMap<String, Object>();
        model.put("partner", partner);
        billing.view(actor, partner.id()).ifPresent(details -> {
            model.put("details", details);
            model.put("updatedBy", billing.nameOf(actor, details.updatedBy()));
        });
        return new Part("billing/section", model);
    }
}
