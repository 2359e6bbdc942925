package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import lethe.Api.Answer;
import lethe.Stage;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A review terminates users, each with a receipt, or says why it left one out. */
class ReviewTerminationsTest extends ReviewedOrganisation {
    @Autowired
    private ReceiptFiles receipts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Acting acting;

    @Autowired
    private JsonMapper json;

    @Test
    void terminatesSelectedUsersWithAReceiptEach() throws IOException {
        var klara = invited("Klara");
        var edo = invited("Edo");
        var leo = invited("Leo");
        var slots = slots(klara, edo);

        var plan = plan("NEVER_SIGNED_IN", "TERMINATION", klara, edo);
        assertThat(plan.status()).isEqualTo(201);
        assertThat(plan.text("status")).isEqualTo("PLANNED");
        assertThat(statusOf(klara)).as("planned, not started").isEqualTo("INVITED");

        assertThat(ada.post(path(plan) + "/start", Map.of()).status()).isEqualTo(202);
        var done = until(plan, "DONE");

        assertThat(List.of(
                        done.json().path("done").asInt(),
                        done.json().path("leftOut").asInt()))
                .containsExactly(2, 0);
        assertThat(List.of(statusOf(klara), statusOf(edo), statusOf(leo)))
                .containsExactly("TERMINATED", "TERMINATED", "INVITED");
        assertThat(count("destroyed_slot where slot in (" + slots + ")")).isEqualTo(2);
        var files = unzipped(plan);
        assertThat(files).containsOnlyKeys(klara + ".json", edo + ".json");
        assertThat(Objects.requireNonNull(files.get(klara + ".json")).path("receipt"))
                .isEqualTo(ada.get("/users/" + klara + "/receipt").json().path("receipt"));
        var entry =
                ada.get("/audit?action=user.terminated&target=" + edo).json().at("/items/0");
        assertThat(entry.at("/facts/review").asString()).isEqualTo(plan.text("id"));
        assertThat(entry.at("/actor/id").asString()).isEqualTo(house.adaId());
        assertThat(ada.get("/audit?target=" + plan.text("id"))
                        .json()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("action").asString()))
                .containsExactly("review.finished", "review.started");
    }

    @Test
    void leavesOutUsersWithAReason() {
        var name = role("Only users", "MANAGE_USERS");
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", name);
        var klara = invited("Klara");
        var admin =
                house.create("Berta", Stage.email("berta"), "ADMIN", "Viewer").text("id");
        var manager =
                house.create("Max", Stage.email("max"), "INTERNAL", "Manager").text("id");
        var gone = invited("Gone");
        var leo = house.create("Leo", Stage.email("leo"), "EXTERNAL", name);
        assertThat(leo.status()).as("external users cannot manage").isEqualTo(422);
        var vera = invited("Vera");
        var body = Map.of(
                "finding",
                "NEVER_SIGNED_IN",
                "act",
                "TERMINATION",
                "people",
                List.of(klara, admin, manager, gone, vera, mia.id()));
        inHouse("update role set permissions = '{MANAGE_USERS,VIEW_PARTNERS}' where name = '" + name + "'");
        var plan = mia.api().post("/users/reviews", body);

        ada.post("/users/" + gone + "/termination", Map.of());
        inHouse("update account set last_month = '2026-01-01' where user_id = '" + uuid(vera) + "'");
        mia.api().post(path(plan) + "/start", Map.of());
        until(plan, "DONE");

        assertThat(outcomes(plan))
                .containsOnly(
                        Map.entry(klara, "DONE"),
                        Map.entry(admin, "admins-only"),
                        Map.entry(manager, "more-than-you-have"),
                        Map.entry(gone, "gone"),
                        Map.entry(vera, "signed-in"),
                        Map.entry(mia.id(), "signed-in"));
        assertThat(List.of(statusOf(admin), statusOf(manager), statusOf(vera))).containsOnly("INVITED");
    }

    @Test
    void stopsWhenThePermissionIsLost() {
        var name = role("Only users", "MANAGE_USERS");
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", name);
        var klara = invited("Klara");
        var plan = plan("NEVER_SIGNED_IN", "TERMINATION", klara);
        running(plan, mia.id());
        inHouse("update role set permissions = '{}' where name = '" + name + "'");

        dueNow(plan);

        assertThat(until(plan, "CANCELLED").text("stopped")).isEqualTo("rights-lost");
        assertThat(statusOf(klara)).isEqualTo("INVITED");
    }

    /** One user is deleted with her keys still there, two are waiting, and the node is dead. */
    @Test
    void continuesAfterAnInterruptionWithoutHalfTerminations() throws IOException {
        var people = List.of(invited("Klara"), invited("Edo"), invited("Leo"));
        var slots = slots(people.toArray(String[]::new));
        var plan = plan("NEVER_SIGNED_IN", "TERMINATION", people.toArray(String[]::new));
        running(plan, house.adaId());
        var step = TenantContext.in(organisation(), () -> acting.step(organisation(), id(plan), 1));
        assertThat(step.terminated()).hasSize(1);
        assertThat(people.stream().map(this::statusOf).filter("TERMINATED"::equals))
                .hasSize(1);

        dueNow(plan);

        var done = until(plan, "DONE");
        assertThat(done.json().path("done").asInt()).isEqualTo(3);
        Awaitility.await().until(() -> count("destroyed_slot where slot in (" + slots + ")") == 3);
        assertThat(unzipped(plan)).hasSize(3);
        assertThat(count("pending_forgetting")).isZero();
    }

    @Test
    void concurrentReviewsTerminateEachUserOnce() {
        var people = Stream.of("A", "B", "C", "D").map(this::invited).toArray(String[]::new);
        var one = plan("NEVER_SIGNED_IN", "TERMINATION", people);
        var other = plan("NEVER_SIGNED_IN", "TERMINATION", people);

        ada.post(path(one) + "/start", Map.of());
        ada.post(path(other) + "/start", Map.of());

        var first = until(one, "DONE").json();
        var second = until(other, "DONE").json();
        assertThat(first.path("done").asInt() + second.path("done").asInt()).isEqualTo(4);
        assertThat(first.path("leftOut").asInt() + second.path("leftOut").asInt())
                .isEqualTo(4);
        assertThat(count("termination")).isEqualTo(4);
        assertThat(ada.post(path(one) + "/start", Map.of()).problem()).isEqualTo("changed-meanwhile");
        assertThat(ada.delete(path(one)).problem()).isEqualTo("changed-meanwhile");
    }

    private String role(String name, String permission) {
        ada.post("/roles", Map.of("name", name, "permissions", List.of(permission, "VIEW_PARTNERS")));
        return name;
    }

    private Map<String, JsonNode> unzipped(Answer plan) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var actor = Actor.user(
                organisation(),
                UserId.parse(house.adaId()).orElseThrow(),
                UserType.ADMIN,
                List.of(Permission.values()));
        TenantContext.run(organisation(), () -> receipts.write(actor, id(plan), bytes));
        var files = new HashMap<String, JsonNode>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), json.readTree(zip.readAllBytes()));
            }
        }
        return files;
    }

    private String slots(String... people) {
        var numbers = Stream.of(people)
                .map(person -> TenantContext.in(
                        organisation(),
                        () -> transaction.execute(status -> jdbc.sql("select key_slot from account where user_id = :id")
                                .param("id", uuid(person))
                                .query(String.class)
                                .single())))
                .toList();
        return String.join(",", numbers);
    }

    private void running(Answer plan, String starter) {
        inHouse("update access_review set status = 'RUNNING', started_at = now(), language = 'en', started_by = '"
                + uuid(starter) + "' where id = '" + id(plan).value() + "'");
    }

    private void dueNow(Answer plan) {
        inHouse("update work set due = now() where subject = '" + id(plan).value() + "'");
    }

    private long count(String from) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql("select count(*) from " + from)
                        .query(Long.class)
                        .single()));
    }

    private void inHouse(String sql) {
        TenantContext.run(
                organisation(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(sql).update()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private static UUID uuid(String user) {
        return UserId.parse(user).orElseThrow().value();
    }

    private static ReviewId id(Answer plan) {
        return ReviewId.parse(plan.text("id")).orElseThrow();
    }
}
