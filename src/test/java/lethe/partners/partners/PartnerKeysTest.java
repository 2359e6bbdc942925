package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Idempotency keys of partners: one creation for each, and only a hash is stored. */
class PartnerKeysTest extends OrganisationWithPartners {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

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
}
