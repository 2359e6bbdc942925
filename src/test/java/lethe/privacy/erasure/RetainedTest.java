package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.erasure.ReceiptView.Phrase;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import lethe.privacy.inventory.RetainedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A receipt lists as retained exactly what a search for the person's id finds in any table. */
@LetheTest
class RetainedTest {
    private static final String TABLES = """
            select relname
            from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'flyway_schema_history'
            """;

    @Autowired
    private Stage stage;

    @Autowired
    private Inventory inventory;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MessageSource messages;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private Stage.Person edo;
    private UUID edoId;

    /**
     * A row that contains the id.
     *
     * @param columns those that contain it
     */
    private record Found(String table, Set<String> columns, String action) {}

    @BeforeEach
    void edoHasUsedEveryFeature() {
        house = stage.house();
        edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        edoId = UserId.parse(edo.id()).orElseThrow().value();
        var api = edo.api();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var invited = api.with("Idempotency-Key", "once")
                .post("/users", house.form("Ida", Stage.email("ida"), "INTERNAL", "Viewer"))
                .text("id");
        var gone =
                house.create("Gerd", Stage.email("gerd"), "INTERNAL", "Viewer").text("id");
        api.post("/users/" + gone + "/termination", Map.of());
        api.post("/users/" + vera.id() + "/suspension", Map.of("reason", "absent"));
        api.post("/users/" + invited + "/invitations", Map.of());
        var partner = api.post("/partners", Map.of("name", "Nordlicht")).text("id");
        api.post("/partners/" + partner + "/deactivation", Map.of("reason", "unpaid"));
        var news = api.post("/newsletters", Map.of("name", "News", "about", "New.", "frequency", "Monthly."))
                .text("id");
        api.put("/me/newsletters/" + news, Map.of("subscribed", true));
        plant("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines, started_at, started_by,
                                         notice_version, language)
                values (gen_random_uuid(), :house, now(), :edo, 'RUNNING', 2, now(), :edo, 1, 'en')
                """);
        plant("""
                insert into access_review (id, organisation_id, created_at, created_by, status, finding, months, act, people, started_at,
                                           started_by, language)
                values (:edo, :house, now(), :edo, 'RUNNING', 'NOT_SEEN', 6, 'TERMINATION', 1, now(), :edo, 'en')
                """);
        plant("""
                insert into access_review_person (organisation_id, review_id, user_id, outcome, why)
                values (:house, :edo, :edo, 'LEFT_OUT', 'gone')
                """);
        plant("""
                insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                values (:house, gen_random_uuid(), repeat('0', 64), :edo, now())
                """);
    }

    @Test
    void theReceiptListsExactlyWhatASearchByIdFinds() throws SQLException {
        var receipt = terminate();

        var found = found();

        var expected = new TreeSet<String>();
        found.forEach(row -> {
            var words = words(row);
            assertThat(words).as("what " + row + " is called").isNotEmpty();
            expected.addAll(words);
        });
        assertThat(retained(receipt)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected)
                .contains(
                        "firstName", "consentEvidence", "newsletterEvidence", "reviewLines", "receipt", "auditEntries")
                .contains(
                        "signInTimes",
                        "accountsMade",
                        "terminationsMade",
                        "othersReceipts",
                        "attestationsMade",
                        "handovers")
                .contains("suspensionsMade", "partnersDeactivated", "importsMade", "reviewsMade", "creationKey")
                .doesNotContain("billingChanges", "receiptAddress");
    }

    /** Names nothing that does not exist: withdrawing an invitation leaves no newsletter evidence. */
    @Test
    void theReceiptOfAnUnusedInvitationIsShort() {
        var id = house.create("Ida", Stage.email("ida"), "EXTERNAL", "Viewer").text("id");

        var receipt =
                house.ada().post("/users/" + id + "/termination", Map.of()).json();

        assertThat(retained(receipt))
                .containsExactlyInAnyOrder(
                        "firstName",
                        "lastName",
                        "id",
                        "lastType",
                        "lastRole",
                        "created",
                        "terminated",
                        "consentEvidence",
                        "receipt",
                        "auditEntries",
                        "terminationEntries");
    }

    @Test
    void ownTerminationsListTheReceiptLink() throws SQLException {
        var receipt = edo.api().post("/me/termination", Map.of()).json();

        assertThat(retained(receipt)).contains("receiptAddress");
        assertThat(found()).extracting(Found::table).contains("receipt_link");
    }

    @Test
    void everyGroupHasAGroundAndAnEnd() {
        var receipt = terminate();

        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(receipt.path("format").asInt()).isEqualTo(2);
        assertThat(until(receipt, "firstName")).isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "consentEvidence"))
                .isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "signInTimes")).isEqualTo(today.plusDays(365).toString());
        assertThat(until(receipt, "auditEntries")).isEqualTo(today.plusYears(10).toString());
        assertThat(until(receipt, "terminationEntries"))
                .as("no job removes them")
                .isEqualTo("for good, being of ids alone");
        assertThat(until(receipt, "creationKey")).isEqualTo(today.plusDays(1).toString());
        assertThat(until(receipt, "importsMade")).isEqualTo(today.plusDays(30).toString());
        assertThat(until(receipt, "receipt")).isEqualTo("for good, being of ids alone");
        assertThat(until(receipt, "attestationsMade")).isEqualTo("until the data of the other person end");
        assertThat(until(receipt, "partnersDeactivated")).contains("partner is deleted");
        assertThat(receipt.path("retained").valueStream())
                .allSatisfy(group -> assertThat(group.path("ground").asString()).contains("GDPR"));
    }

    @Test
    void everyPhraseIsTranslated() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(inventory.ofUsers())
                    .flatExtracting(RetainedTest::allWords)
                    .allMatch(word -> hasWords("receipt.what." + word, language));
            assertThat(holdings().fatesOfAnybody().stays())
                    .flatExtracting(kept -> phrases(kept))
                    .allMatch(
                            text -> hasWords("receipt.phrase." + Phrase.of(text).key(), language));
        }
    }

    /** A new column must declare its word on receipts. */
    @Test
    void everyColumnHasAWordForReceipts() {
        var owned = inventory.all().stream()
                .filter(PersonalDataField::saysWhose)
                .map(PersonalDataField::table)
                .collect(Collectors.toSet());

        assertThat(inventory.ofUsers())
                .filteredOn(field -> owned.contains(field.table()))
                .filteredOn(field -> !Set.of("work", "pending_forgetting").contains(field.table()))
                .allSatisfy(field ->
                        assertThat(field.called().word()).as(field.name()).isNotEmpty());
    }

    private lethe.privacy.inventory.Holdings holdings() {
        return context.getBean(lethe.privacy.inventory.Holdings.class);
    }

    private static List<String> phrases(RetainedData kept) {
        return kept.day() == null ? List.of(kept.ground(), kept.until()) : List.of(kept.ground());
    }

    private boolean hasWords(String key, Locale language) {
        return messages.getMessage(key, null, null, language) != null;
    }

    private JsonNode terminate() {
        var answer = house.ada().post("/users/" + edo.id() + "/termination", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> retained(JsonNode receipt) {
        return receipt.path("retained")
                .valueStream()
                .flatMap(group -> group.path("what").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private static String until(JsonNode receipt, String word) {
        return receipt.path("retained")
                .valueStream()
                .filter(group -> group.path("what").valueStream().anyMatch(what -> what.asString()
                        .equals(word)))
                .map(group -> group.path("until").asString())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> allWords(PersonalDataField field) {
        return Stream.concat(
                        Stream.of(field.called().word()).filter(word -> !word.isEmpty()),
                        field.called().names().stream().map(naming -> naming.word()))
                .toList();
    }

    /**
     * Looks up the words in the register: for Edo's own rows those of their columns, for others those of the columns
     * that name him.
     */
    private List<String> words(Found row) {
        var columns = inventory.all().stream()
                .filter(field -> field.table().equals(row.table()))
                .toList();
        var own = columns.stream()
                .anyMatch(field -> field.saysWhose() && row.columns().contains(field.column()));
        if (row.table().equals("audit_entry")) {
            return List.of(
                    switch (row.action()) {
                        case "user.terminated", "user.keys-destroyed" -> "terminationEntries";
                        case String action when action.startsWith("signin.") -> "signInTimes";
                        default -> "auditEntries";
                    });
        } else if (own) {
            return columns.stream()
                    .filter(field -> !field.isErased())
                    .map(field -> field.called().word())
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        } else {
            return columns.stream()
                    .filter(field -> row.columns().contains(field.column()))
                    .flatMap(field -> field.called().names().stream())
                    .map(naming -> naming.word())
                    .distinct()
                    .toList();
        }
    }

    /**
     * Runs as the owner of all tables, restricted to this organisation; searches whole rows regardless of column names.
     */
    private List<Found> found() throws SQLException {
        var found = new ArrayList<Found>();
        try (var connection =
                Objects.requireNonNull(AsOwner.of(context).getDataSource()).getConnection()) {
            try (var scope = connection.prepareStatement("select set_config('lethe.organisation', ?, false)")) {
                scope.setString(1, organisation().value().toString());
                scope.execute();
            }
            for (var table : AsOwner.of(context).queryForList(TABLES, String.class)) {
                found.addAll(found(connection, table));
            }
        }
        return found;
    }

    private List<Found> found(Connection connection, String table) throws SQLException {
        var found = new ArrayList<Found>();
        var sql = "select it.* from \"" + table + "\" it where it::text like ? or it::text like ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, "%" + edoId + "%");
            query.setString(2, "%" + edo.id() + "%");
            var rows = query.executeQuery();
            while (rows.next()) {
                var values = new HashMap<String, String>();
                for (var place = 1; place <= rows.getMetaData().getColumnCount(); place++) {
                    values.put(rows.getMetaData().getColumnName(place), String.valueOf(rows.getString(place)));
                }
                var columns = values.entrySet().stream()
                        .filter(value -> value.getValue().contains(edoId.toString())
                                || value.getValue().contains(edo.id()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
                found.add(new Found(table, columns, values.getOrDefault("action", "")));
            }
        }
        return found;
    }

    private void plant(String row) {
        TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(row)
                        .param("house", organisation().value())
                        .param("edo", edoId)
                        .update()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
