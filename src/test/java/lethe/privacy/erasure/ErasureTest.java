package lethe.privacy.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.privacy.inventory.Inventory;
import lethe.privacy.inventory.PersonalDataField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A termination erases exactly what the inventory declares as erased, and the receipt says so. */
@LetheTest
class ErasureTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Tables written by a termination and emptied when it finishes. */
    private static final Set<String> IN_BETWEEN = Set.of("work", "pending_forgetting");

    @Autowired
    private RoundTrips trips;

    @Autowired
    private Stage stage;

    @Autowired
    private Inventory inventory;

    @Autowired
    private List<PersonalDataHolder> holders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private House house;
    private Stage.Person edo;
    private UUID edoId;

    @BeforeEach
    void edoHasTouchedEverything() {
        house = stage.house();
        edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        edoId = UserId.parse(edo.id()).orElseThrow().value();
        edo.api().post("/me/recovery-codes", Map.of());
        var form = house.form("Vera", Stage.email("vera"), "INTERNAL", "Viewer");
        edo.api().with("Idempotency-Key", "once").post("/users", form);
        var partner = edo.api().post("/partners", Map.of("name", "Nordlicht")).text("id");
        edo.api().post("/partners/" + partner + "/deactivation", Map.of("reason", "unpaid"));
        var newsletter = Map.of("name", "News", "about", "What is new.", "frequency", "Monthly.");
        var news = edo.api().post("/newsletters", newsletter).text("id");
        edo.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        assertThat(house.ada()
                        .patch("/users/" + edo.id(), Map.of("type", "EXTERNAL", "roleId", house.role("Viewer")))
                        .status())
                .isEqualTo(200);
        house.ada().patch("/users/" + edo.id(), Map.of("accessUntil", "2099-12-31"));
        house.ada().post("/users/" + edo.id() + "/suspension", Map.of("reason", "absent"));
        plant(
                "insert into one_time_link (organisation_id, user_id, hash, expires_at) values (:house, :edo, 'x', now())");
        plant("""
                insert into session (id, organisation_id, user_id, kind, hash, created_at, last_seen_at, expires_at, credential_version)
                values (gen_random_uuid(), :house, :edo, 'API', 'x', now(), now(), now(), 1)
                """);
        plant("""
                insert into access_token (id, organisation_id, user_id, name, hash, created_at, expires_at, past_gate)
                values (gen_random_uuid(), :house, :edo, 'script', 'x', now(), now(), false)
                """);
        plant("update access_token set last_used_on = current_date where user_id = :edo and organisation_id = :house");
        plant("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines, started_at, started_by,
                                         notice_version, language)
                values (:edo, :house, now(), :edo, 'RUNNING', 2, now(), :edo, 1, 'en')
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
        plant("insert into imported_line (organisation_id, import_id, line, user_id) values (:house, :edo, 2, :edo)");
        plant("""
                insert into staged_line (organisation_id, import_id, line, reserved_id, key_slot, name_and_email)
                values (:house, :edo, 3, :edo, nextval('key_slot'), 'x')
                """);
        plant("""
                insert into mail (id, organisation_id, user_id, kind, language, queued_at)
                values (gen_random_uuid(), :house, :edo, 'canary', 'en', now())
                """);
        plant("""
                update mail set status = 550, reason = 'REFUSED', enhanced = '5.1.1', handed_over = true
                where user_id = :edo and organisation_id = :house
                """);
        plant("insert into mailing (organisation_id, issue_id) values (:house, :edo)");
        plant("""
                insert into delivery (organisation_id, id, issue_id, user_id, state, due)
                values (:house, gen_random_uuid(), :edo, :edo, 'SENT', now())
                """);
        plant("""
                insert into pending_email (organisation_id, user_id, key_slot, email, hash, expires_at)
                values (:house, :edo, nextval('key_slot'), 'x', 'x', now())
                """);
        plant("""
                insert into former_email (organisation_id, mail_id, user_id, key_slot, email)
                values (:house, gen_random_uuid(), :edo, nextval('key_slot'), 'x')
                """);
    }

    /** Inserts rows that a person cannot have together with the rest. */
    private void plant(String row) {
        in(() -> jdbc.sql(row)
                .param("house", organisation().value())
                .param("edo", edoId)
                .update());
    }

    @Test
    void columnsDeclaredErasedAreEmptyAfterwards() {
        var before = filled();
        var erased = declared(PersonalDataField::isErased);
        assertThat(before)
                .as("every column had a value")
                .containsAll(erased.stream()
                        .filter(name -> !IN_BETWEEN.contains(name.replaceAll("\\..*", "")))
                        .filter(name -> !name.startsWith("credential.first_secret"))
                        .toList());

        terminate();

        assertThat(filled()).doesNotContainAnyElementsOf(erased);
    }

    @Test
    void columnsDeclaredRetainedAreNotErased() {
        var before = filled();

        terminate();

        var gone = new TreeSet<>(before);
        gone.removeAll(filled());
        assertThat(declared(field -> field.isErased() || goesWithItsRow(field))).containsAll(gone);
    }

    /**
     * Runs each holder alone and rolls it back, so that one holder cannot cover for what another forgets to declare.
     */
    @Test
    void everyHolderErasesExactlyWhatItDeclares() {
        var before = filled();
        var together = new TreeSet<String>();
        for (var holder : holders) {
            var gone = in(status -> {
                trips.ask(trip -> holder.erase(trip, new UserId(edoId)));
                var rest = filled();
                status.setRollbackOnly();
                return before.stream().filter(name -> !rest.contains(name)).collect(Collectors.toSet());
            });

            assertThat(declared(field -> field.isErased() || goesWithItsRow(field)))
                    .as(holder.getClass().getSimpleName())
                    .containsAll(gone);
            together.addAll(gone);
        }

        var rows = declared(this::goesWithItsRow).stream().filter(before::contains);
        assertThat(together).containsAll(rows.toList());
    }

    @Test
    void theReceiptListsExactlyTheErasedTables() {
        var before = tables(filled());

        var receipt = terminate();

        var emptied = new TreeSet<>(before);
        emptied.removeAll(tables(filled()));
        assertThat(words(receipt))
                .containsExactlyInAnyOrderElementsOf(
                        emptied.stream().map(this::word).toList());
    }

    private JsonNode terminate() {
        var answer = house.ada().post("/users/" + edo.id() + "/termination", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static Stream<String> words(JsonNode receipt) {
        return receipt.path("erased")
                .valueStream()
                .flatMap(part -> part.path("what").valueStream())
                .map(JsonNode::asString);
    }

    /** The words for the rows of a table that are erased. */
    private String word(String table) {
        return inventory.ofUsers().stream()
                .filter(field -> field.table().equals(table) && field.isErased())
                .map(field -> field.called().word())
                .findFirst()
                .orElseThrow();
    }

    private Set<String> declared(Predicate<PersonalDataField> which) {
        return inventory.ofUsers().stream()
                .filter(which)
                .map(PersonalDataField::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean goesWithItsRow(PersonalDataField field) {
        return inventory.ofUsers().stream()
                .anyMatch(other -> other.table().equals(field.table()) && other.saysWhose() && other.isErased());
    }

    private static Set<String> tables(Set<String> columns) {
        return columns.stream().map(name -> name.replaceAll("\\..*", "")).collect(Collectors.toSet());
    }

    /**
     * Every declared column that has a value in Edo's own rows or, in tables without an owner, in rows that name him.
     */
    private Set<String> filled() {
        var columns = new TreeMap<String, List<PersonalDataField>>(
                inventory.ofUsers().stream().collect(Collectors.groupingBy(PersonalDataField::table)));
        var filled = new TreeSet<String>();
        columns.forEach((table, data) -> rows(table, data).forEach(row -> data.stream()
                .filter(field ->
                        row.has(field.column()) && !row.path(field.column()).isNull())
                .forEach(field -> filled.add(field.name()))));
        return filled;
    }

    private List<JsonNode> rows(String table, List<PersonalDataField> data) {
        var whose = data.stream().filter(PersonalDataField::saysWhose).toList();
        var named = (whose.isEmpty()
                        ? data.stream().filter(PersonalDataField::namesSomebody).toList()
                        : whose)
                .stream().map(field -> field.column() + " = :edo").collect(Collectors.joining(" or "));
        return in(status -> jdbc
                .sql("select to_jsonb(it)::text from " + table + " it where " + named)
                .param("edo", edoId)
                .query(String.class)
                .list()
                .stream()
                .map(JSON::readTree)
                .toList());
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private void in(Runnable work) {
        in(status -> {
            work.run();
            return true;
        });
    }

    private <T> T in(org.springframework.transaction.support.TransactionCallback<T> work) {
        return TenantContext.in(organisation(), () -> transaction.execute(work));
    }
}
