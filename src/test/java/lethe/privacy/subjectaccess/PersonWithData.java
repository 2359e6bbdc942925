package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Vera, about whom every table holds something. */
@LetheTest
abstract class PersonWithData {
    /** Inserts data that exists only for people who cannot download it any more. */
    private static final String PLANTED = """
            insert into one_time_link (organisation_id, user_id, hash, expires_at) values (:house, :vera, 'link', now());
            insert into work (organisation_id, kind, subject, due) values (:house, 'CANARY', :vera, now());
            with listed as (select forget_later(:vera, array [nextval('key_slot')]))
            delete from work where (select count(*) from listed) = 0;
            insert into termination (organisation_id, user_id, receipt_id, terminated_at, self, erased, retained_until, entry_id,
                                     entry_hash)
            values (:house, :vera, gen_random_uuid(), now(), true, '[]', '2036-11-21', gen_random_uuid(), 'hash');
            insert into receipt_link (organisation_id, hash, user_id, expires_at) values (:house, 'hash', :vera, now());
            insert into mail (id, organisation_id, user_id, kind, language, queued_at)
            values (:mail, :house, :vera, 'canary', 'en', now());
            insert into pending_email (organisation_id, user_id, key_slot, email, hash, expires_at)
            values (:house, :vera, :slot, :pending, 'hash', now());
            insert into former_email (organisation_id, mail_id, user_id, key_slot, email)
            values (:house, :mail, :vera, :slot, :former);
            insert into billing_details (organisation_id, partner_id, key_slot, particulars, version, updated_at, updated_by)
            select :house, id, 4000000000 + nextval('key_slot'), 'sealed', 1, now(), :vera
            from partner;
            insert into user_import (id, organisation_id, created_at, created_by, status, lines, started_at, started_by,
                                     notice_version, language)
            values (:mail, :house, now(), :vera, 'RUNNING', 1, now(), :vera, 1, 'en');
            insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people, started_at,
                                       started_by, language)
            values (:mail, :house, now(), :vera, 'RUNNING', 'NOT_SEEN', 6, 'TERMINATION', 1, now(), :vera, 'en');
            insert into access_review_person (organisation_id, review_id, user_id, outcome, why)
            values (:house, :mail, :vera, 'LEFT_OUT', 'gone');
            insert into imported_line (organisation_id, import_id, line, user_id) values (:house, :mail, 1, :vera);
            insert into mailing (organisation_id, issue_id) values (:house, :mail);
            insert into delivery (organisation_id, id, issue_id, user_id, state, due)
            values (:house, :mail, :mail, :vera, 'SENT', now())
            """;

    static final UUID MAIL = UUID.fromString("018f0000-0000-7000-8000-00000000a11c");

    @Autowired
    Stage stage;

    @Autowired
    Inventory inventory;

    @Autowired
    private Vault vault;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    House house;
    Stage.Person vera;
    UUID veraId;

    @BeforeEach
    void veraHasTouchedEverything() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        veraId = UserId.parse(vera.id()).orElseThrow().value();
        vera.api().post("/me/tokens", Map.of("name", "canary token"));
        vera.api().post("/me/recovery-codes", Map.of());
        var form = house.form("Edo", Stage.email("edo"), "INTERNAL", "Viewer");
        assertThat(vera.api()
                        .with("Idempotency-Key", "canary")
                        .post("/users", form)
                        .status())
                .isEqualTo(201);
        var partner = vera.api().post("/partners", Map.of("name", "Nordlicht")).text("id");
        vera.api().post("/partners/" + partner + "/deactivation", Map.of("reason", "canary reason"));
        var newsletter = Map.of("name", "News", "about", "What is new.", "frequency", "Monthly.");
        var news = vera.api().post("/newsletters", newsletter).text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        var again = house.person(stage.anybody(), "Nora", "INTERNAL", "Viewer").id();
        vera.api().post("/users/" + again + "/suspension", Map.of("reason", "never shown to Vera"));
    }

    static Stream<String> texts(JsonNode json) {
        return json.isString()
                ? Stream.of(json.asString())
                : json.isArray()
                        ? json.valueStream().flatMap(PersonWithData::texts)
                        : json.propertyStream()
                                .filter(member -> !member.getKey().equals("table"))
                                .flatMap(member -> texts(member.getValue()));
    }

    void plant() {
        in(() -> {
            var slot = vault.newSecretsSlot(organisation());
            var values = Map.of(
                    "house", organisation().value(),
                    "vera", veraId,
                    "mail", MAIL,
                    "slot", slot.number(),
                    "pending", sealed(slot, new SealContext("pending_email", "email", veraId), "new"),
                    "former", sealed(slot, new SealContext("former_email", "email", MAIL), "former"));
            List.of(PLANTED.split(";"))
                    .forEach(statement -> jdbc.sql(statement).params(values).update());
        });
    }

    private byte[] sealed(KeySlot slot, SealContext place, String name) {
        return vault.seal(organisation(), slot, place, name + "@" + Stage.CANARY + ".example");
    }

    Map<String, List<PersonalDataField>> tables() {
        return inventory.ofUsers().stream().collect(Collectors.groupingBy(PersonalDataField::table));
    }

    static List<JsonNode> records(JsonNode told, String table) {
        return told.path("data")
                .valueStream()
                .filter(one -> one.path("table").asString().equals(table))
                .flatMap(one -> one.path("records").valueStream())
                .toList();
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    void in(Runnable work) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> work.run()));
    }
}
