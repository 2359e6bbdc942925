package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import lethe.Api;
import lethe.Stage;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import lethe.privacy.inventory.PersonalDataField;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The download is complete: it contains everything that any table holds about a person, as the inventory declares it.
 */
class DisclosedRowsTest extends PersonWithData {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void containsEveryRowAboutThePerson() {
        plant();
        var told = vera.api().get("/me/data").json();

        for (var table : tables().entrySet()) {
            var rows = rowsThatNameVera(table.getKey());
            assertThat(rows).as("a canary in %s", table.getKey()).isNotEmpty();

            var records = records(told, table.getKey());

            assertThat(records).as(table.getKey()).hasSameSizeAs(rows);
            assertThat(rows).allSatisfy(row -> assertThat(records)
                    .as("%s: %s", table.getKey(), row)
                    .anyMatch(record -> tells(record, row, table.getValue())));
        }
    }

    /** Ids of other things are not indexed: searching for a person in them would scan the whole table. */
    @Test
    void searchesExactlyTheColumnsThatReferToPeople() {
        var looked = tables().entrySet().stream()
                .flatMap(table -> new TableWithUsers(table.getKey(), table.getValue()).names().stream())
                .map(PersonalDataField::name)
                .toList();
        var ofPeople = inventory.ofUsers().stream()
                .filter(TableWithUsers::refersToPeople)
                .map(PersonalDataField::name);

        assertThat(looked)
                .containsAll(ofPeople.toList())
                .contains("app_user.created_by", "app_user.terminated_by", "attestation.attested_by", "suspension.by")
                .contains("credential.handed_over_by", "one_time_link.issued_by", "own_consent.handed_over_by")
                .contains("audit_entry.target_id", "idempotency_key.created_id", "work.subject")
                .contains("pending_forgetting.subject", "termination.terminated_by")
                .doesNotContain("app_user.role_id", "app_user.last_role_id", "delivery.issue_id", "session.id")
                .doesNotContain("newsletter_choice.newsletter_id", "newsletter_consent.newsletter_id")
                .doesNotContain("termination.receipt_id", "termination.entry_id");
    }

    @Test
    void opensSealedValuesButWithholdsHashes() {
        var body = vera.api().get("/me/data");

        assertThat(records(body.json(), "account")).singleElement().satisfies(account -> assertThat(
                        account.path("email").asString())
                .isEqualTo(vera.email()));
        assertThat(records(body.json(), "credential"))
                .filteredOn(credential -> credential.path("userId").asString().equals(vera.id()))
                .singleElement()
                .satisfies(own ->
                        assertThat(own.path("password").asString()).startsWith("stored only as a hash or sealed"));
        assertThat(body.body()).doesNotContain("argon2", "never shown to Vera");
    }

    @Test
    void opensPendingAndFormerEmails() {
        plant();

        var told = vera.api().get("/me/data").json();

        assertThat(records(told, "pending_email")).singleElement().satisfies(pending -> assertThat(
                        pending.path("email").asString())
                .isEqualTo("new@" + Stage.CANARY + ".example"));
        assertThat(records(told, "former_email")).singleElement().satisfies(former -> assertThat(
                        former.path("email").asString())
                .isEqualTo("former@" + Stage.CANARY + ".example"));
    }

    @Test
    void disclosesOnlyTheLinkToOtherUsers() {
        var users = records(vera.api().get("/me/data").json(), "app_user");

        assertThat(users).hasSize(2);
        assertThat(users)
                .filteredOn(user -> !user.path("id").asString().equals(vera.id()))
                .singleElement()
                .satisfies(edo -> assertThat(edo.propertyNames()).containsExactlyInAnyOrder("id", "createdBy"));
    }

    @Test
    void explainsTheDataAndIsAudited() {
        var answer = vera.api().with("Accept-Language", "de").get("/me/data");

        assertThat(answer.http().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"my-data.json\"");
        assertThat(answer.text("person")).isEqualTo(vera.id());
        assertThat(answer.json().at("/organisation/id").asString()).isEqualTo(house.id());
        assertThat(answer.json().path("remarks").size()).isEqualTo(5);
        assertThat(answer.json().path("why").valueStream())
                .anyMatch(line -> line.path("what").asString().equals("E-Mail-Adresse"));
        assertThat(house.ada()
                        .get("/audit?action=me.data-exported&actor=" + vera.id())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void requiresANewPasswordButNoConsent() {
        var email = Stage.email("nora");
        var created = house.create("Nora", email, "INTERNAL", "Viewer");
        var first = signIn(email, created.text("temporaryPassword"));
        assertThat(first.get("/me/data").problem()).isEqualTo("new-password-required");

        first.post("/me/password", Map.of("newPassword", Stage.PASSWORD));

        assertThat(records(signIn(email, Stage.PASSWORD).get("/me/data").json(), "app_user"))
                .singleElement()
                .satisfies(nora -> assertThat(nora.path("firstName").asString()).isEqualTo("Nora"));
    }

    private Api signIn(String email, String password) {
        var form = Map.of("organisation", house.slug(), "email", email, "password", password);
        return stage.anybody().as(stage.anybody().post("/sign-in", form).text("token"));
    }

    /** Searches all columns, independently of how the download searches. */
    private List<JsonNode> rowsThatNameVera(String table) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc
                        .sql("select to_jsonb(it)::text from " + table + " it where to_jsonb(it)::text like :vera")
                        .param("vera", "%" + veraId + "%")
                        .query(String.class)
                        .list()
                        .stream()
                        .map(JSON::readTree)
                        .toList()));
    }

    private boolean tells(JsonNode record, JsonNode row, List<PersonalDataField> columns) {
        var whose = columns.stream().filter(PersonalDataField::saysWhose).findFirst();
        var own = whose.map(column -> row.path(column.column()).asString().equals(veraId.toString()))
                .orElse(true);
        return columns.stream()
                .filter(column -> !row.path(column.column()).isNull())
                .filter(column -> own || row.path(column.column()).asString().equals(veraId.toString()))
                .allMatch(column -> says(record.path(camelCase(column.column())), row.path(column.column()), column));
    }

    private static boolean says(JsonNode told, JsonNode stored, PersonalDataField column) {
        return switch (column.type()) {
            case "uuid" ->
                told.asString().endsWith(TypeId.encode(UUID.fromString(stored.asString())))
                        || told.asString().equals(stored.asString());
            case "timestamp with time zone" ->
                OffsetDateTime.parse(told.asString()).toInstant().toEpochMilli()
                        == OffsetDateTime.parse(stored.asString()).toInstant().toEpochMilli();
            case "bytea" -> !told.asString().isEmpty();
            default -> told.equals(stored);
        };
    }

    private static String camelCase(String column) {
        return Pattern.compile("_(.)").matcher(column).replaceAll(one -> one.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
