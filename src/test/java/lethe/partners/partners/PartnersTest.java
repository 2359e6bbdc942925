package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The life cycle of partners over REST. */
@LetheTest
class PartnersTest {
    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

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
    void theSameKeyCreatesOnePartner() {
        var ada = house.ada().with("Idempotency-Key", "acme-1");
        var first = ada.post("/partners", with("name", "Acme"));

        var second = ada.post("/partners", with("name", "Acme"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(names(house.ada().get("/partners"))).containsExactly("Acme");
    }

    /** Keys may contain anything, such as an e-mail address in some encoding. */
    @Test
    void storesOnlyAHashOfAKey() {
        var key = "ada%40" + "acme.example";
        house.ada().with("Idempotency-Key", key).post("/partners", with("name", "Acme"));

        assertThat(keys()).singleElement().asString().matches("[0-9a-f]{64}").doesNotContain("acme");
        assertThat(house.ada()
                        .with("Idempotency-Key", key)
                        .post("/partners", with("name", "Acme"))
                        .http()
                        .headers()
                        .firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(keys()).hasSize(1);
    }

    /** Equal keys of different users or organisations must not be recognisable as equal. */
    @Test
    void hashesKeysPerActor() {
        house.ada().with("Idempotency-Key", "once").post("/partners", with("name", "Acme"));
        var edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        edo.api().with("Idempotency-Key", "once").post("/partners", with("name", "Nordlicht"));

        assertThat(keys()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void recognisesKeysFromBeforeTheUpgrade() {
        var created = create(house.ada(), "name", "Acme");
        inHouse(() -> jdbc.sql("""
                        insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                        select organisation_id, coalesce(created_by, id),
                               'sha256:' || left(encode(sha256(convert_to('before', 'UTF8')), 'hex'), 56), :created, now()
                        from app_user
                        where first_name = 'Ada'
                        """)
                .param("created", TypeId.parse("partner", created).orElseThrow())
                .update());

        var again = house.ada().with("Idempotency-Key", "before").post("/partners", with("name", "Acme"));

        assertThat(again.text("id")).isEqualTo(created);
        assertThat(again.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    private List<String> keys() {
        return inHouse(() ->
                jdbc.sql("select key from idempotency_key").query(String.class).list());
    }

    private <T> T inHouse(Supplier<T> work) {
        return TenantContext.in(
                OrganisationId.parse(house.id()).orElseThrow(), () -> transaction.execute(status -> work.get()));
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

    private List<String> actions(String id) {
        return house.ada()
                .get("/audit?target=" + id)
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }
}
