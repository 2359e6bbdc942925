package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lethe.Api;
import lethe.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * An installation that was backed up. Since then, Klara was terminated, Leo changed his e-mail and Max was created; each
 * test starts with a copy of that installation, on which nothing runs.
 */
@Timeout(600)
abstract class BackedUpInstallation {
    static final String KLARA = email("klara");
    static final String LEO = email("leo");
    static final String LEO_LATER = email("leo.later");
    static final String MAX = email("max");
    static final String OWN_PASSWORD = "a-rather-" + Stage.PASSWORD;

    @TempDir
    static Path places;

    static Installation today;
    private static String slug;
    private static String token;
    static String leoToken;
    static String klara;
    static String leo;

    Installation here;

    @SuppressWarnings("NullAway.Init") // each test starts it when it is ready to
    Api api;

    @BeforeAll
    static void aBackupAndWhatHappenedSince() throws Exception {
        try (var first = new Installation(Files.createDirectory(places.resolve("today")))) {
            today = first;
            var api = today.start();
            var lines = today.command(
                    0,
                    "organisation",
                    "create",
                    "Acme",
                    "--admin-email",
                    email("ada"),
                    "--admin-first-name",
                    "Ada",
                    "--admin-last-name",
                    "Acme",
                    "--consent-given",
                    "--print-token");
            slug = lines.getFirst().split(" ")[2];
            token = lines.getLast().substring("token: ".length());
            klara = person(api, "Klara", KLARA);
            leo = person(api, "Leo", LEO);
            leoToken = settle(api, LEO);
            today.command(0, "backup", today.backups().toString());
            var receipt = api.as(token).post("/users/" + klara + "/termination", Map.of());
            assertThat(receipt.status()).isEqualTo(200);
            var moved = api.as(leoToken).patch("/me", Map.of("email", LEO_LATER, "currentPassword", OWN_PASSWORD));
            assertThat(moved.status()).as(moved.body()).isEqualTo(200);
            person(api, "Max", MAX);
            Files.writeString(
                    today.path("checkpoint"),
                    api.as(token).get("/audit/checkpoint").text("checkpoint"));
            Files.writeString(
                    today.path("receipt.json"),
                    api.as(token).get("/users/" + klara + "/receipt").body());
        }
    }

    @BeforeEach
    void here() throws Exception {
        here = today.copiedTo(places.resolve("here"));
    }

    /** Only one copy at a time, because they are large. */
    @AfterEach
    void stop() throws Exception {
        here.close();
        FileSystemUtils.deleteRecursively(places.resolve("here"));
    }

    String backups() {
        return here.backups().toString();
    }

    Api ada() {
        return api.as(token);
    }

    static String email(String name) {
        return name + "@" + Stage.CANARY + ".example";
    }

    static String person(Api api, String name, String email) {
        var ada = api.as(token);
        var role = ada.get("/roles").json().path("items").path(0).path("id").asString();
        var form = Map.of(
                "firstName",
                name,
                "lastName",
                "Kanari",
                "email",
                email,
                "type",
                "INTERNAL",
                "roleId",
                role,
                "temporaryPassword",
                Stage.PASSWORD,
                "consent",
                Map.of("given", true, "noticeVersion", 1, "language", "en"));
        var created = ada.post("/users", form);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.text("id");
    }

    /** Signs in for the first time, sets a password and consents. */
    private static String settle(Api api, String email) {
        var first = api.post("/sign-in", Map.of("organisation", slug, "email", email, "password", Stage.PASSWORD))
                .text("token");
        var second = api.as(first)
                .post("/me/password", Map.of("newPassword", OWN_PASSWORD))
                .text("token");
        var consent = api.as(second).post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
        assertThat(consent.status()).as(consent.body()).isEqualTo(200);
        return second;
    }

    int signIn(String email, String password) {
        return api.post("/sign-in", Map.of("organisation", slug, "email", email, "password", password))
                .status();
    }
}
