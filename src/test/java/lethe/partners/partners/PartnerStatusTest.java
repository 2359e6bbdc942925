package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.Api.Answer;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** Partners are deactivated, reactivated and deleted. */
class PartnerStatusTest extends OrganisationWithPartners {
    @Test
    void deactivationRecordsTimeUserAndReason() {
        var id = create(house.ada(), "name", "Acme");

        var deactivated = house.ada().post("/partners/" + id + "/deactivation", with("reason", "No contract"));

        assertThat(deactivated.status()).isEqualTo(200);
        assertThat(deactivated.text("status")).isEqualTo("DEACTIVATED");
        assertThat(deactivated.json().path("deactivation").path("by").asString())
                .isEqualTo(house.adaId());
        assertThat(deactivated.json().path("deactivation").path("reason").asString())
                .isEqualTo("No contract");
        assertThat(deactivated.json().path("deactivation").path("at").asString())
                .endsWith("Z");
    }

    @Test
    void repeatedDeactivationChangesNothing() {
        var id = create(house.ada(), "name", "Acme");
        var first = house.ada().post("/partners/" + id + "/deactivation", with("reason", "No contract"));

        var second = house.ada().post("/partners/" + id + "/deactivation", with("reason", "Another reason"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(actions(id)).containsExactly("partner.deactivated", "partner.created");
    }

    @Test
    void reactivationRestoresThePartner() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().post("/partners/" + id + "/deactivation", with("reason", "No contract"));

        var reactivated = house.ada().delete("/partners/" + id + "/deactivation");
        var again = house.ada().delete("/partners/" + id + "/deactivation");

        assertThat(reactivated.status()).isEqualTo(200);
        assertThat(reactivated.text("status")).isEqualTo("ACTIVE");
        assertThat(reactivated.json().has("deactivation")).isFalse();
        assertThat(again.json()).isEqualTo(reactivated.json());
        assertThat(actions(id)).containsExactly("partner.reactivated", "partner.deactivated", "partner.created");
    }

    @Test
    void deletedPartnersAppearOnlyInTheAuditLog() {
        var id = create(house.ada(), "name", "Acme", "contactEmail", Stage.email("contact"));
        house.ada().post("/partners/" + id + "/deactivation", with("reason", "No contract"));

        var deleted = house.ada().delete("/partners/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(house.ada().get("/partners/" + id).status()).isEqualTo(404);
        assertThat(names(house.ada().get("/partners"))).isEmpty();
        assertThat(names(house.ada().get("/partners?query=acme"))).isEmpty();
        assertThat(names(house.ada().get("/partners?status=DEACTIVATED"))).isEmpty();
        var entry = house.ada().get("/audit?target=" + id).json().path("items").path(0);
        assertThat(entry.path("action").asString()).isEqualTo("partner.deleted");
        assertThat(entry.path("target").path("id").asString()).isEqualTo(id);
        assertThat(entry.path("names").path(id).asString()).isEqualTo("Acme");
    }

    @Test
    void deletedPartnersCannotBeChanged() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().delete("/partners/" + id);

        assertThat(List.of(
                        house.ada().delete("/partners/" + id),
                        house.ada().patch("/partners/" + id, with("name", "Acme One")),
                        house.ada().post("/partners/" + id + "/deactivation", with("reason", "No contract")),
                        house.ada().delete("/partners/" + id + "/deactivation")))
                .extracting(Answer::status)
                .containsOnly(404);
        assertThat(actions(id)).containsExactly("partner.deleted", "partner.created");
    }
}
