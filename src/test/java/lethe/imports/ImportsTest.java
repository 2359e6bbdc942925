package lethe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.staging.ImportId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class ImportsTest {
    private static final String HEADER = "firstName;lastName;email\n";

    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Background background;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    @Test
    void aFileBecomesPeopleWithLinksThatLetThemIn() {
        var klara = Stage.email("klara");
        var uploaded = upload(HEADER + line(klara) + line(Stage.email("j")));
        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(2);

        assertThat(start(uploaded, "INTERNAL", "Viewer").status()).isEqualTo(202);
        var done = until(uploaded, "DONE");
        var links = ada.get(path(uploaded) + "/links");

        assertThat(done.json().path("created").asInt()).isEqualTo(2);
        var lines = links.body().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("line;userId;link");
        assertThat(lines).hasSize(3);
        var first = lines.get(1).split(";");
        assertThat(first[0]).isEqualTo("2");
        var user = ada.get("/users/" + first[1]);
        assertThat(user.text("email")).isEqualTo(klara);
        assertThat(user.text("status")).isEqualTo("INVITED");
        assertThat(user.json().at("/consent/attestedBy").asString()).isEqualTo(house.adaId());
        assertThat(user.json().at("/consent/language").asString()).isEqualTo("de");
        var secret = first[2].substring(first[2].lastIndexOf('/') + 1);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).text("state"))
                .isEqualTo("NEW_PASSWORD_REQUIRED");
        assertThat(ada.get(path(uploaded) + "/links").status()).isEqualTo(410);
        assertThat(ada.get("/audit?action=user.created&target=" + first[1]).body())
                .contains(uploaded.text("id"), house.adaId());
    }

    @Test
    void everyLineThatBecomesNobodyIsNamedWithWhy() {
        var edo = Stage.email("edo");
        house.create("Edo", edo, "EXTERNAL", "Viewer");
        var twice = Stage.email("twice");
        var file = "firstName;lastName;email;type;role\n"
                + "Kla\u0000ra;Kanari;" + Stage.email("k") + ";;\n"
                + "Klara;;nobody;NOBODY;Nothing\n"
                + "Klara;Kanari;" + twice + ";;\n"
                + "Klara;Kanari;" + twice.toUpperCase(java.util.Locale.ROOT) + ";;\n"
                + "Edo;Externo;" + edo + ";;\n"
                + "Klara;Kanari;" + Stage.email("k") + ";EXTERNAL;Administrator\n"
                + "Klara;Kanari\n"
                + "a@b;" + "x".repeat(101) + ";" + Stage.email("k") + ";internal;viewer\n";

        var uploaded = upload(file);
        var checked = until(uploaded, "CHECKED");

        assertThat(checked.json().path("lines").asInt()).isEqualTo(8);
        assertThat(checked.json().path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, ""))
                .containsExactly(
                        "2 firstName control-character",
                        "3 email email",
                        "3 lastName required",
                        "3 role unknown",
                        "3 type unknown",
                        "5 email duplicate-in-file",
                        "6 email email-in-use",
                        "7 role external-manages",
                        "8 email required",
                        "8 line columns",
                        "9 firstName at-sign",
                        "9 lastName too-long");
        var first = ada.get(path(uploaded) + "/problems?limit=5");
        assertThat(problems(uploaded, "?limit=200&after=" + first.text("next"))).hasSize(7);
    }

    @Test
    void nothingIsCreatedWithoutConsentToTheNoticeInForce() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var role = house.role("Viewer");

        var without = ada.post(path(uploaded) + "/start", Map.of("type", "INTERNAL", "roleId", role));
        var refused = ada.post(
                path(uploaded) + "/start",
                Map.of("type", "INTERNAL", "roleId", role, "consent", Map.of("given", false, "noticeVersion", 1)));
        var outdated = ada.post(
                path(uploaded) + "/start",
                Map.of("type", "INTERNAL", "roleId", role, "consent", Map.of("given", true, "noticeVersion", 7)));
        var open = ada.post(path(uploaded) + "/start", Map.of("consent", Map.of("given", true, "noticeVersion", 1)));

        assertThat(List.of(without.status(), refused.status(), outdated.status(), open.status()))
                .containsOnly(422);
        assertThat(without.json().at("/errors/0/code").asString()).isEqualTo("consent.required");
        assertThat(outdated.json().at("/errors/0/code").asString()).isEqualTo("notice.outdated");
        assertThat(open.json().at("/errors").valueStream().map(error -> error.path("field")
                        .asString()))
                .containsExactly("type", "roleId");
        assertThat(ada.get(path(uploaded)).text("status")).isEqualTo("CHECKED");
    }

    @Test
    void nobodyGivesByFileWhatTheyMayNotGive() {
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", role("MANAGE_USERS"))
                .api();
        var uploaded = mia.upload(
                "/users/imports",
                bytes("firstName;lastName;email;type;role\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";ADMIN;\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";;Manager\n"
                        + "Klara;Kanari;" + Stage.email("k") + ";;\n"));
        until(uploaded, "CHECKED");

        assertThat(problems(uploaded, "")).containsExactly("2 type admins-only", "3 role more-than-you-have");
        var consent = Map.of("given", true, "noticeVersion", 1);
        var admins = Map.of("consent", consent, "type", "ADMIN", "roleId", house.role("Viewer"));
        assertThat(mia.post(path(uploaded) + "/start", admins).problem()).isEqualTo("admins-only");
        var managers = Map.of("consent", consent, "type", "INTERNAL", "roleId", house.role("Manager"));
        assertThat(mia.post(path(uploaded) + "/start", managers).problem()).isEqualTo("more-than-you-have");
    }

    @Test
    void whoLosesTheRightMeanwhileCreatesNobodyMore() {
        var name = role("MANAGE_USERS");
        var mia = house.person(stage.anybody(), "Mia", "INTERNAL", name);
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var email = Stage.email("left");
        var second = upload(HEADER + line(email));
        until(second, "CHECKED");
        inHouse("update user_import set status = 'RUNNING', started_at = now(), started_by = '"
                + lethe.kernel.UserId.parse(mia.id()).orElseThrow().value()
                + "', notice_version = 1, language = 'en', type = 'INTERNAL' where id = '"
                + id(second).value() + "'");
        inHouse("update role set permissions = '{}' where name = '" + name + "'");

        background.run(organisation(), id(second));

        var stopped = until(second, "CANCELLED");
        assertThat(stopped.text("stopped")).isEqualTo("rights-lost");
        assertThat(stopped.json().path("created").asInt()).isZero();
        Awaitility.await()
                .until(() ->
                        count("staged_line where import_id = '" + id(second).value() + "'") == 0);
        assertThat(house.create("Later", email, "INTERNAL", "Viewer").status()).isEqualTo(201);
    }

    @Test
    void cancellingForgetsWhatWaits() {
        var email = Stage.email("klara");
        var uploaded = upload(HEADER + line(email));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        var cancelled = ada.delete(path(uploaded));

        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(ada.get(path(uploaded)).text("status")).isEqualTo("CANCELLED");
        assertThat(count("staged_line where import_id = '" + id(uploaded).value() + "'"))
                .isZero();
        assertThat(count("destroyed_slot where slot = " + slot)).isEqualTo(1);
        assertThat(ada.delete(path(uploaded)).status()).isEqualTo(404);
        assertThat(start(uploaded, "INTERNAL", "Viewer").status()).isEqualTo(409);
        assertThat(house.create("Klara", email, "INTERNAL", "Viewer").status()).isEqualTo(201);
    }

    @Test
    void whoeverIsCreatedMeanwhileTakesTheLineAlongAndItIsForgottenWithThem() {
        var email = Stage.email("klara");
        var uploaded = upload(HEADER + line(email) + line(Stage.email("other")));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        var klara = house.create("Klara", email, "INTERNAL", "Viewer");
        ada.post("/users/" + klara.text("id") + "/termination", Map.of());

        assertThat(ada.get(path(uploaded)).json().path("valid").asInt()).isEqualTo(1);
        assertThat(problems(uploaded, "")).containsExactly("2 email email-in-use");
        assertThat(count("destroyed_slot where slot = " + slot)).isEqualTo(1);
        start(uploaded, "INTERNAL", "Viewer");
        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(1);
    }

    @Test
    void aFileThatIsUploadedAgainTakesOverWhatWaits() {
        var email = Stage.email("klara");
        var first = upload(HEADER + line(email));
        until(first, "CHECKED");

        var second = upload(HEADER + line(email));

        assertThat(until(second, "CHECKED").json().path("valid").asInt()).isEqualTo(1);
        assertThat(ada.get(path(first)).json().path("valid").asInt()).isZero();
    }

    @Test
    void linksAreOfWhoIsThereWhenTheyAreFetched() {
        var uploaded = upload(HEADER + line(Stage.email("a")) + line(Stage.email("b")) + line(Stage.email("c")));
        until(uploaded, "CHECKED");
        start(uploaded, "INTERNAL", "Viewer");
        until(uploaded, "DONE");
        var gone = ada.get("/users?query=Klara").json().at("/items/0/id").asString();
        ada.post("/users/" + gone + "/termination", Map.of());

        var links = ada.get(path(uploaded) + "/links");

        assertThat(links.http().headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(links.body()).doesNotContain(gone).doesNotContain("@");
        assertThat(links.body().lines()).hasSize(3);
    }

    @Test
    void whatOneNodeLeftOffAnotherGoesOnWith() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        inHouse(
                "update user_import set status = 'RUNNING', started_at = now(), started_by = created_by, notice_version = 1,"
                        + " language = 'en', type = 'INTERNAL', role_id = (select id from role where name = 'Viewer') where id = '"
                        + id(uploaded).value() + "'");

        jdbc.sql("update work set due = now() where subject = :id")
                .param("id", id(uploaded).value())
                .update();

        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(1);
    }

    @Test
    void whatNobodyStartsIsForgottenInTime() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        until(uploaded, "CHECKED");
        var slot = slot(uploaded);

        jdbc.sql("update work set due = now() where subject = :id")
                .param("id", id(uploaded).value())
                .update();

        assertThat(until(uploaded, "CANCELLED").text("stopped")).isEqualTo("expired");
        Awaitility.await().until(() -> count("destroyed_slot where slot = " + slot) == 1);
    }

    @Test
    void whatIsNoTableOfPeopleIsRefusedByName() {
        assertRefused("firstName;lastName;email;skype\n", 400, "unknown-field", "skype");
        assertRefused("firstName;lastName\n", 400, "malformed", "email");
        assertRefused("Klara;Kanari;" + Stage.email("k") + "\n", 400, "malformed", "file");
        assertThat(upload("").status()).isEqualTo(400);
        var latin = ada.with("Accept-Language", "en")
                .upload("/users/imports", (HEADER + "Jürgen;Größe;x\n").getBytes(Charset.forName("windows-1252")));
        assertThat(latin.status()).isEqualTo(400);
        assertThat(latin.body()).contains("Line 2").doesNotContain("Gr");
        assertThat(ada.post("/users/imports", Map.of()).status()).isEqualTo(415);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        var rows = HEADER + "\u0061;b;c\n".repeat(200_001);

        assertThat(upload(rows).status()).isEqualTo(413);
        assertThat(ada.upload("/users/imports", new byte[(32 << 20) + 1]).status())
                .isEqualTo(413);
    }

    @Test
    void thirtyTwoMebibytesAreTaken() {
        var file = new byte[32 << 20];
        Arrays.fill(file, (byte) ' ');
        var lines = 100;
        for (var number = 0; number <= lines; number++) {
            var line = bytes(
                    (number == 0 ? "firstName\tlastName\temail" : "Klara\tGröße\t" + Stage.email("klara")) + "\r\n");
            var end = file.length / (lines + 1) * (number + 1);
            System.arraycopy(line, 0, file, (number == lines ? file.length : end) - line.length, line.length);
        }

        var uploaded = ada.upload("/users/imports", file);

        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(until(uploaded, "CHECKED").json().path("valid").asInt()).isEqualTo(lines);
        assertThat(ada.delete(path(uploaded)).status()).isEqualTo(204);
    }

    @Test
    void anotherOrganisationsImportIsNotThere() {
        var uploaded = upload(HEADER + line(Stage.email("klara")));
        var other = stage.house().ada();

        assertThat(other.get(path(uploaded)).status()).isEqualTo(404);
        assertThat(other.get(path(uploaded) + "/problems").status()).isEqualTo(404);
        assertThat(other.get(path(uploaded) + "/links").status()).isEqualTo(404);
        assertThat(other.delete(path(uploaded)).status()).isEqualTo(404);
        assertThat(other.get("/users/imports").json().path("items")).isEmpty();
    }

    @Test
    void thousandsAreCreatedAllOrNothing() {
        var file = IntStream.range(0, 2500)
                .mapToObj(one -> line(Stage.email("many")))
                .collect(Collectors.joining());
        var uploaded = upload(HEADER + file);
        until(uploaded, "CHECKED");

        start(uploaded, "INTERNAL", "Viewer");
        start(uploaded, "INTERNAL", "Viewer");

        assertThat(until(uploaded, "DONE").json().path("created").asInt()).isEqualTo(2500);
        assertThat(ada.get(path(uploaded) + "/links").body().lines()).hasSize(2501);
        assertThat(count("attestation")).isGreaterThanOrEqualTo(2500);
    }

    @Test
    void everybodyIsExportedAndThatIsRecorded() {
        house.create("=cmd()", Stage.email("klara"), "INTERNAL", "Viewer");

        var file = ada.get("/users/export");

        assertThat(file.body().lines().findFirst())
                .contains("id;firstName;lastName;email;type;role;status;createdAt;accessUntil");
        assertThat(file.body()).contains(";'=cmd();Kanari;").contains(";Viewer;INVITED;");
        assertThat(ada.get("/audit?action=user.viewed")
                        .json()
                        .at("/items/0/facts/export")
                        .asString())
                .isEqualTo("csv");
    }

    private void assertRefused(String file, int status, String problem, String field) {
        var answer = upload(file);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private String role(String permission) {
        var name = "Only " + permission;
        ada.post("/roles", Map.of("name", name, "permissions", List.of(permission, "VIEW_PARTNERS")));
        return name;
    }

    private Answer upload(String file) {
        return ada.upload("/users/imports", bytes(file));
    }

    private Answer start(Answer uploaded, String type, String role) {
        var consent = Map.of("given", true, "noticeVersion", 1, "language", "de");
        return ada.post(
                path(uploaded) + "/start", Map.of("consent", consent, "type", type, "roleId", house.role(role)));
    }

    private Answer until(Answer uploaded, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get(path(uploaded)), now -> now.text("status").equals(status));
    }

    private List<String> problems(Answer uploaded, String query) {
        return ada.get(path(uploaded) + "/problems" + query)
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("line").asInt() + " " + one.path("field").asString() + " "
                        + one.path("code").asString())
                .toList();
    }

    private long slot(Answer uploaded) {
        return Tenancy.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(
                                "select key_slot from staged_line where import_id = :id order by line limit 1")
                        .param("id", id(uploaded).value())
                        .query(Long.class)
                        .single()));
    }

    private long count(String from) {
        return Tenancy.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql("select count(*) from " + from)
                        .query(Long.class)
                        .single()));
    }

    private void inHouse(String sql) {
        Tenancy.run(
                organisation(),
                () -> transaction.executeWithoutResult(status -> jdbc.sql(sql).update()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private static ImportId id(Answer uploaded) {
        return ImportId.parse(uploaded.text("id")).orElseThrow();
    }

    private static String line(String email) {
        return "Klara;Größe;" + email + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String path(Answer uploaded) {
        return "/users/imports/" + uploaded.text("id");
    }
}
