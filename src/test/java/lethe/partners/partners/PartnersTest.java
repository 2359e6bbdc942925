package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** Creating and changing partners over REST. */
class PartnersTest extends OrganisationWithPartners {
    @Test
    void createsAPartnerFromItsName() {
        var created = house.ada().post("/partners", with("name", "  Acme Media "));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.http().headers().firstValue("Location")).hasValue("/api/v1/partners/" + created.text("id"));
        assertThat(created.json().propertyNames()).containsExactly("id", "name", "status", "createdAt", "version");
        assertThat(created.text("id")).startsWith("partner_");
        assertThat(created.text("name")).isEqualTo("Acme Media");
        assertThat(created.text("status")).isEqualTo("ACTIVE");
        assertThat(created.json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void returnsAllFields() {
        var email = Stage.email("contact");
        var id = create(
                house.ada(),
                "name",
                "Acme",
                "website",
                "https://acme.example/über?a=1",
                "contactEmail",
                email,
                "category",
                "Agency");

        var shown = house.ada().get("/partners/" + id);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text("website")).isEqualTo("https://acme.example/über?a=1");
        assertThat(shown.text("contactEmail")).isEqualTo(email);
        assertThat(shown.text("category")).isEqualTo("Agency");
        assertThat(house.ada().get("/partners").json().path("items").path(0)).isEqualTo(shown.json());
    }

    @Test
    void keepsFieldsLeftOutOfAChange() {
        var email = Stage.email("contact");
        var id = create(house.ada(), "name", "Acme", "website", "https://acme.example", "contactEmail", email);

        var changed = house.ada().patch("/partners/" + id, with("category", "Network"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("website")).isEqualTo("https://acme.example");
        assertThat(changed.text("contactEmail")).isEqualTo(email);
        assertThat(changed.text("category")).isEqualTo("Network");
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void removesEmptyFields() {
        var id = create(
                house.ada(),
                "name",
                "Acme",
                "website",
                "https://acme.example",
                "contactEmail",
                Stage.email("contact"),
                "category",
                "Agency");

        var changed = house.ada().patch("/partners/" + id, with("website", "", "contactEmail", " ", "category", ""));

        assertThat(changed.json().propertyNames()).containsExactly("id", "name", "status", "createdAt", "version");
    }

    @Test
    void anEmptyChangeChangesNothing() {
        var id = create(house.ada(), "name", "Acme", "category", "Agency");

        var same = house.ada().patch("/partners/" + id, with("name", "Acme", "category", "Agency"));
        var empty = house.ada().patch("/partners/" + id, Map.of());

        assertThat(same.json().path("version").asInt()).isEqualTo(1);
        assertThat(empty.json().path("version").asInt()).isEqualTo(1);
        assertThat(actions(id)).containsExactly("partner.created");
    }

    @Test
    void conflictsReturnTheCurrentPartner() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().patch("/partners/" + id, with("name", "Acme One", "version", 1));

        var refused = house.ada().patch("/partners/" + id, with("name", "Acme Two", "version", 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("changed-meanwhile");
        assertThat(refused.json().path("current"))
                .isEqualTo(house.ada().get("/partners/" + id).json());
        assertThat(refused.json().path("current").path("name").asString()).isEqualTo("Acme One");
    }

    @Test
    void aChangeWithoutAVersionWins() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().patch("/partners/" + id, with("name", "Acme One"));

        var changed = house.ada().patch("/partners/" + id, with("name", "Acme Two"));

        assertThat(changed.text("name")).isEqualTo("Acme Two");
    }

    @Test
    void theAuditLogRecordsFieldsWithoutValues() {
        var email = Stage.email("contact");
        var id = create(house.ada(), "name", "Acme", "contactEmail", email);

        house.ada()
                .patch(
                        "/partners/" + id,
                        with("contactEmail", Stage.email("contact"), "website", "https://acme.example"));

        var log = house.ada().get("/audit?target=" + id);
        assertThat(log.json().path("items").path(0).path("facts").toString())
                .isEqualTo("{\"fields\":[\"website\",\"contactEmail\"]}");
        assertThat(log.body()).doesNotContain(Stage.CANARY).doesNotContain("acme.example");
    }
}
