package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@LetheTest
class ReviewsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Acting acting;

    @Autowired
    private ReceiptFiles receipts;

    @Autowired
    private JsonMapper json;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

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
    void everybodyIsFilteredByTypeAndRole() {
        var klara = invited("Klara");
        var partner =
                house.create("Paul", Stage.email("paul"), "EXTERNAL", "Manager").text("id");

        var plan = ada.post(
                "/users/reviews",
                Map.of(
                        "finding",
                        "NEVER_SIGNED_IN",
                        "act",
                        "TERMINATION",
                        "everybody",
                        true,
                        "roleId",
                        house.role("Viewer")));
        ada.post(path(plan) + "/start", Map.of());
        until(plan, "DONE");

        assertThat(statusOf(klara)).isEqualTo("TERMINATED");
        assertThat(statusOf(partner)).isEqualTo("INVITED");
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

    @Test
    void reassignsManyByTheRulesForOne() {
        var edo = external("Edo", "2020-01-31");
        var kim = external("Kim", "2020-01-31");
        var plan = plan("ACCESS_ENDED", "REASSIGNMENT", edo, kim);

        assertThat(field(ada.post(path(plan) + "/start", Map.of()))).isEqualTo("roleId");
        var admins = Map.of("type", "EXTERNAL", "roleId", house.role("Administrator"));
        assertThat(field(ada.post(path(plan) + "/start", admins))).isEqualTo("roleId");
        ada.patch("/users/" + kim, Map.of("type", "INTERNAL"));
        ada.patch("/users/" + kim, Map.of("type", "EXTERNAL", "accessUntil", "2020-02-29"));
        var form = Map.of("roleId", house.role("Manager"), "accessUntil", "2099-12-31");
        assertThat(ada.post(path(plan) + "/start", form).status()).isEqualTo(202);
        until(plan, "DONE");

        assertThat(outcomes(plan)).containsOnly(Map.entry(edo, "DONE"), Map.entry(kim, "DONE"));
        assertThat(ada.get("/users/" + edo).text("accessUntil")).isEqualTo("2099-12-31");
        assertThat(ada.get("/users/" + edo).text("roleId")).isEqualTo(house.role("Manager"));
        var facts =
                ada.get("/audit?action=user.reassigned&target=" + edo).json().at("/items/0/facts");
        assertThat(facts.path("review").asString()).isEqualTo(plan.text("id"));
        assertThat(facts.path("roleBefore").asString()).isEqualTo(house.role("Viewer"));
        assertThat(facts.path("accessUntil").asString()).isEqualTo("2099-12-31");
    }

    /** Each entry says how the user's last day changed, and nothing if it did not. */
    @Test
    void eachEntrySaysIfTheLastDayChanged() {
        var edo = external("Edo", "2020-01-31");
        var kim = external("Kim", "2020-01-31");
        var inside = plan("ACCESS_ENDED", "REASSIGNMENT", edo);
        ada.post(path(inside) + "/start", Map.of("type", "INTERNAL"));
        until(inside, "DONE");
        var anotherRole = plan("ACCESS_ENDED", "REASSIGNMENT", kim);
        ada.post(path(anotherRole) + "/start", Map.of("roleId", house.role("Manager")));
        until(anotherRole, "DONE");

        assertThat(ada.get("/users/" + edo).json().has("accessUntil")).isFalse();
        assertThat(lastChange(edo).path("accessUntil").asString()).isEqualTo("removed");
        assertThat(ada.get("/users/" + kim).text("accessUntil")).isEqualTo("2020-01-31");
        assertThat(lastChange(kim).has("accessUntil")).isFalse();
    }

    private JsonNode lastChange(String person) {
        return ada.get("/audit?action=user.reassigned&target=" + person).json().at("/items/0/facts");
    }

    @Test
    void withoutMailNewLinksAreDownloadedOnceAndReplaceOldOnes() {
        var klara = invited("Klara");
        var old = ada.post("/users/" + klara + "/sign-in-link", Map.of()).text("url");
        var gone = invited("Gone");
        var plan = plan("NEVER_SIGNED_IN", "INVITATION", klara, gone);
        ada.post("/users/" + gone + "/termination", Map.of());

        assertThat(ada.post(path(plan) + "/start", Map.of()).problem()).isEqualTo("changed-meanwhile");
        var links = ada.post(path(plan) + "/links", Map.of());

        var lines = links.body().lines().toList();
        assertThat(lines.getFirst()).as("without a byte order mark").isEqualTo("userId;link");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith(klara + ";http");
        assertThat(signIn(old)).isEqualTo(401);
        assertThat(signIn(lines.get(1).split(";")[1])).isEqualTo(200);
        assertThat(ada.post(path(plan) + "/links", Map.of()).status()).isEqualTo(410);
        assertThat(ada.get(path(plan)).text("status")).isEqualTo("DONE");
        assertThat(outcomes(plan)).containsOnly(Map.entry(klara, "DONE"), Map.entry(gone, "gone"));
    }

    @Test
    void refusesInvalidPlans() {
        var klara = invited("Klara");
        var stranger = stage.house();
        var theirs = stranger.create("Theirs", Stage.email("theirs"), "EXTERNAL", "Viewer")
                .text("id");

        assertThat(field(ada.post("/users/reviews", Map.of("finding", "NOT_SEEN", "act", "TERMINATION"))))
                .isEqualTo("people");
        assertThat(field(plan("NEVER_SIGNED_IN", "TERMINATION", klara, theirs))).isEqualTo("people");
        assertThat(field(plan("NOT_SEEN", "INVITATION", klara))).isEqualTo("act");
        assertThat(field(ada.post(
                        "/users/reviews",
                        Map.of("finding", "NOT_SEEN", "act", "TERMINATION", "everybody", true, "months", 0))))
                .isEqualTo("months");
        assertThat(ada.post("/users/reviews", Map.of("finding", "NOBODY")).status())
                .isEqualTo(400);
        assertThat(ada.get("/users/findings?months=0").status()).isEqualTo(400);
        var plan = plan("NEVER_SIGNED_IN", "TERMINATION", klara);
        assertThat(field(ada.post(path(plan) + "/start", Map.of("type", "ADMIN"))))
                .isEqualTo("type");
        assertThat(stranger.ada().post(path(plan) + "/start", Map.of()).status())
                .isEqualTo(404);
        assertThat(stranger.ada().post(path(plan) + "/links", Map.of()).status())
                .isEqualTo(404);
        assertThat(ada.get("/users/reviews").json().path("items")).hasSize(1);
        assertThat(ada.delete(path(plan)).status()).isEqualTo(204);
        assertThat(ada.delete(path(plan)).status()).isEqualTo(404);
        assertThat(statusOf(klara)).isEqualTo("INVITED");
    }

    @Test
    void showsAPageForEachStep() {
        var klara = invited("Klara");

        assertThat(ada.page("/users").body()).contains("/users/review");
        assertThat(ada.page("/users/review").body()).contains("Never signed in (1)", "Klara Kanari");
        var nobody = ada.form("/users/review", Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION"));
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.body()).contains("Choose at least one user", "Klara Kanari");
        var planned =
                ada.form("/users/review", Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION", "people", klara));
        var page = planned.http().headers().firstValue("Location").orElseThrow();
        assertThat(ada.page(page).body()).contains("Withdraw one invitation?", "Erased", "Kept", "Klara Kanari");
        assertThat(ada.form(page + "/start", Map.of()).status()).isEqualTo(303);
        Awaitility.await().until(() -> ada.page(page).body().contains("Download all receipts"));
        assertThat(ada.page(page).body()).contains("/users/" + klara + "/receipt");
        assertThat(ada.page("/users/reviews").body()).contains("Withdrawal of invitations");
    }

    private String invited(String name) {
        return house.create(name, Stage.email(name.toLowerCase(Locale.ROOT)), "INTERNAL", "Viewer")
                .text("id");
    }

    private String external(String name, String until) {
        var id = house.create(name, Stage.email(name.toLowerCase(Locale.ROOT)), "EXTERNAL", "Viewer")
                .text("id");
        ada.patch("/users/" + id, Map.of("accessUntil", until));
        return id;
    }

    private String role(String name, String permission) {
        ada.post("/roles", Map.of("name", name, "permissions", List.of(permission, "VIEW_PARTNERS")));
        return name;
    }

    private Answer plan(String finding, String act, String... people) {
        return ada.post("/users/reviews", Map.of("finding", finding, "act", act, "people", List.of(people)));
    }

    private static String field(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().at("/errors/0/field").asString();
    }

    private Answer until(Answer plan, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get(path(plan)), now -> now.text("status").equals(status));
    }

    private Map<String, String> outcomes(Answer plan) {
        var outcomes = new HashMap<String, String>();
        ada.get(path(plan) + "/people")
                .json()
                .path("items")
                .valueStream()
                .forEach(one -> outcomes.put(
                        one.path("id").asString(),
                        one.path("why").asString(one.path("outcome").asString())));
        return outcomes;
    }

    private String statusOf(String person) {
        return ada.get("/users/" + person).text("status");
    }

    private int signIn(String url) {
        var secret = url.substring(url.lastIndexOf('/') + 1);
        return stage.anybody().post("/sign-in", Map.of("link", secret)).status();
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

    private static String path(Answer plan) {
        return "/users/reviews/" + plan.text("id");
    }
}
