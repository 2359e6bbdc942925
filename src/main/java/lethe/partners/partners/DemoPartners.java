package lethe.partners.partners;

import java.util.List;
import lethe.platform.kernel.Actor;
import lethe.platform.management.DemoData;
import org.springframework.stereotype.Component;

/** Sample companies for demo installations. */
@Component
class DemoPartners implements DemoData {
    private static final List<NewPartner> COMPANIES = List.of(
            new NewPartner("Alpenglow Media", "https://alpenglow.example", "hello@alpenglow.example", "Publisher"),
            new NewPartner("Bluebird Vouchers", "https://bluebird.example", "team@bluebird.example", "Voucher"),
            new NewPartner("Cashback Kompass", "https://kompass.example", "partner@kompass.example", "Cashback"),
            new NewPartner("Delta Newsletters", "https://delta.example", null, "Newsletter"),
            new NewPartner("Émile & Fils", "https://emile.example", "bonjour@emile.example", "Publisher"),
            new NewPartner("Fjord Creators", "https://fjord.example", "hei@fjord.example", "Influencer"));
    private final Partners partners;

    DemoPartners(Partners partners) {
        this.partners = partners;
    }

    @Override
    public void add(Actor administrator) {
        COMPANIES.forEach(company -> partners.create(administrator, company, null));
    }
}
