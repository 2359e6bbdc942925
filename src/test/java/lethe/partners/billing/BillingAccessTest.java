package lethe.partners.billing;

import static lethe.partners.billing.Bills.at;
import static lethe.partners.billing.Bills.entries;
import static lethe.partners.billing.Bills.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who sees and changes billing details, and how views, changes and conflicts are recorded, as in the contract. */
class BillingAccessTest extends BilledPartner {
    @Autowired
    private ApplicationContext context;

    @Test
    void answers404UntilEntered() {
        var before = ada.get(at(partner));
        var first = ada.put(at(partner), with("iban", "DE89 3704 0044 0532 0130 00", "vatId", "DE 136 695 976"));
        var second = ada.put(at(partner), with("currency", "CHF"));
        var after = ada.get(at(partner));

        assertThat(before.status()).isEqualTo(404);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("iban")).isEqualTo(Bills.IBAN);
        assertThat(first.text("vatId")).isEqualTo("DE136695976");
        assertThat(second.status()).isEqualTo(200);
        assertThat(after.json()).isEqualTo(second.json());
        assertThat(after.text("currency")).isEqualTo("CHF");
        assertThat(after.json().path("version").asInt()).isEqualTo(2);
        assertThat(after.text("updatedBy")).isEqualTo(house.adaId());
        assertThat(after.text("updatedAt")).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(after.json().path("address").path("city").asString()).isEqualTo("Berlin");
        assertThat(after.json().propertyNames()).doesNotContain("taxNumber", "account", "particulars");
    }

    @Test
    void identicalDetailsChangeNothing() {
        ada.put(at(partner), Bills.right());

        var again = ada.put(at(partner), Bills.right());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("version").asInt()).isOne();
        assertThat(entries(house, partner, "billing.changed")).hasSize(1);
    }

    @Test
    void conflictsReturnTheCurrentDetails() {
        ada.put(at(partner), Bills.right());
        ada.put(at(partner), with("currency", "CHF", "version", 1));

        var overtaken = ada.put(at(partner), with("currency", "USD", "version", 1));
        var lastWriteWins = ada.put(at(partner), with("currency", "GBP"));

        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.problem()).isEqualTo("changed-meanwhile");
        assertThat(overtaken.json().path("current").path("currency").asString()).isEqualTo("CHF");
        assertThat(overtaken.json().path("current").path("version").asInt()).isEqualTo(2);
        assertThat(lastWriteWins.status()).isEqualTo(200);
    }

    @Test
    void hidesPartnersOfOtherOrganisations() {
        ada.put(at(partner), Bills.right());
        var other = stage.house().ada();

        assertThat(other.get(at(partner)).status()).isEqualTo(404);
        assertThat(other.put(at(partner), Bills.right()).status()).isEqualTo(404);
        assertThat(other.put(at(partner), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void auditsEveryViewAndChange() {
        ada.get(at(partner));
        ada.put(at(partner), Bills.right());
        ada.put(at(partner), with("iban", "DE02120300000000202051", "bic", "BYLADEM1", "taxNumber", "12/345"));
        ada.get(at(partner));
        ada.get(at(partner));

        assertThat(entries(house, partner, "billing.viewed")).containsExactly("{}", "{}");
        assertThat(entries(house, partner, "billing.changed")).hasSize(2);
        assertThat(entries(house, partner, "billing.changed").getFirst())
                .matches("\\{\"fields\":\\[\"bic\",\"taxNumber\",\"iban\"],\"values\":\"sha256:[0-9a-f]{64}\"}");
    }

    @Test
    void theAuditLogHoldsAHashOfTheSealedChange() {
        ada.put(at(partner), Bills.right());

        var equal = Bills.inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("""
                        select 'sha256:' || encode(sha256(e.salt || c.changed), 'hex') = e.facts ->> 'values'
                        from billing_change c join audit_entry e on e.id = c.entry_id
                        where c.partner_id = :id
                        """)
                .param("id", Bills.id(partner).value())
                .query(Boolean.class)
                .list());

        assertThat(equal).isEqualTo(List.of(true));
    }

    @Test
    void deactivationAndDeletionRequireEditBillingDetails() {
        ada.put(at(partner), Bills.right());
        var fina = Bills.person(
                        context,
                        stage,
                        house,
                        "Vera",
                        "MANAGE_USERS",
                        "MANAGE_ROLES",
                        "VIEW_PARTNERS",
                        "EDIT_PARTNERS",
                        "VIEW_BILLING_DETAILS",
                        "VIEW_AUDIT_LOG",
                        "SEND_NEWSLETTERS",
                        "MANAGE_ORGANISATION")
                .api();

        var refusals = List.of(
                fina.put(at(partner), Bills.right()),
                fina.post("/partners/" + partner + "/deactivation", Map.of("reason", "x")),
                fina.delete("/partners/" + partner + "/deactivation"),
                fina.delete("/partners/" + partner));

        assertThat(fina.get(at(partner)).status()).isEqualTo(200);
        assertThat(refusals).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("missing").toString()).isEqualTo("[\"EDIT_BILLING_DETAILS\"]");
        });
        assertThat(ada.get("/partners/" + partner).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void requiresViewBillingDetails() {
        ada.put(at(partner), Bills.right());
        var vera = Bills.person(context, stage, house, "Vera", "VIEW_PARTNERS", "EDIT_PARTNERS")
                .api();

        var refused = vera.get(at(partner));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("missing").toString()).isEqualTo("[\"VIEW_BILLING_DETAILS\"]");
        assertThat(vera.get("/partners/" + partner).body()).doesNotContainIgnoringCase("billing", "iban", "Lindenweg");
        assertThat(entries(house, partner, "billing.viewed")).isEmpty();
    }
}
