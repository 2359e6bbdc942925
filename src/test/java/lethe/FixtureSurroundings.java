package lethe;

import static lethe.FixtureMaker.ok;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What an administrator sets up besides the users of a fixture. */
final class FixtureSurroundings {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final Api nora;
    private final FixturePeople people;

    FixtureSurroundings(Api nora, FixturePeople people) {
        this.nora = nora;
        this.people = people;
    }

    /** One custom role, and one that is deleted. */
    void roles() {
        made("role", "/roles", Map.of("name", "Librarian", "permissions", List.of("VIEW_PARTNERS")));
        made("deletedRole", "/roles", Map.of("name", "Short-lived", "permissions", List.of("VIEW_PARTNERS")));
        ok(204, nora.delete("/roles/" + people.id("deletedRole")));
    }

    /** One with changed billing details, one deactivated, one deleted. */
    void partners() {
        partner("partner", "Canary Partners");
        var billing = "/partners/" + people.id("partner") + "/billing-details";
        ok(201, nora.put(billing, billing("1 Canary Street", "invoices@kanari.example")));
        var version = nora.get(billing).json().path("version").asInt();
        ok(
                200,
                nora.with("If-Match", "\"" + version + "\"")
                        .put(billing, billing("2 Canary Street", "bills@kanari.example")));
        partner("deactivated", "Sleeping Partners");
        ok(200, nora.post("/partners/" + people.id("deactivated") + "/deactivation", Map.of("reason", "No contract")));
        partner("deletedPartner", "Former Partners");
        ok(204, nora.delete("/partners/" + people.id("deletedPartner")));
    }

    private void partner(String key, String name) {
        made(
                key,
                "/partners",
                Map.of(
                        "name",
                        name,
                        "website",
                        "https://" + key.toLowerCase(java.util.Locale.ROOT) + ".example",
                        "contactEmail",
                        key.toLowerCase(java.util.Locale.ROOT) + "@kanari.example",
                        "category",
                        "Publisher"));
    }

    private static Map<String, Object> billing(String street, String email) {
        return Map.of(
                "legalName",
                "Canary Partners Ltd",
                "address",
                Map.of("street", street, "city", "Dublin", "country", "IE"),
                "currency",
                "EUR",
                "invoiceEmail",
                email);
    }

    /** One that ran, with a rejected line, and one that has not been started. */
    void imports() {
        upload("import", "Jana;Kanari;jana@kanari.example\nKai;Kanari;nowhere\n");
        var house = new Stage.House("", "", "", "", nora);
        ok(
                202,
                nora.post(
                        "/users/imports/" + people.id("import") + "/start",
                        Map.of(
                                "type", "EXTERNAL",
                                "roleId", house.role("Viewer"),
                                "consent", Map.of("given", true, "noticeVersion", 1, "language", "en"))));
        until("/users/imports/" + people.id("import"), "DONE");
        upload("waitingImport", "Lea;Kanari;lea@kanari.example\n");
    }

    private void upload(String key, String lines) {
        var file = ("firstName;lastName;email\n" + lines).getBytes(StandardCharsets.UTF_8);
        people.remember(key, ok(202, nora.upload("/users/imports", file)).text("id"));
        until("/users/imports/" + people.id(key), "CHECKED");
    }

    /** Ben subscribes to it: one issue was sent to him, another is a draft. */
    void newsletter(Api ben) {
        made("newsletter", "/newsletters", Map.of("name", "News", "about", "What is new.", "frequency", "Rarely"));
        ok(200, ben.put("/me/newsletters/" + people.id("newsletter"), Map.of("subscribed", true)));
        var issues = "/newsletters/" + people.id("newsletter") + "/issues";
        ok(201, nora.post(issues, Map.of("subject", "Spring", "markdown", "They **sing**.", "language", "en")));
        ok(202, nora.post(issues + "/1/sending", Map.of()));
        until(issues + "/1", "SENT");
        ok(201, nora.post(issues, Map.of("subject", "Summer", "markdown", "They fly.", "language", "en")));
    }

    /** One that ran, and one that is planned. */
    void reviews() {
        people.invite(nora, "Mara", "INTERNAL", "Viewer");
        made("review", "/users/reviews", plan("Mara"));
        ok(202, nora.post("/users/reviews/" + people.id("review") + "/start", Map.of()));
        until("/users/reviews/" + people.id("review"), "DONE");
        made("plannedReview", "/users/reviews", plan("Dana"));
    }

    private Map<String, Object> plan(String who) {
        return Map.of("finding", "NEVER_SIGNED_IN", "act", "TERMINATION", "people", List.of(people.id(who)));
    }

    private void made(String key, String path, Map<String, Object> form) {
        people.remember(key, ok(201, nora.post(path, form)).text("id"));
    }

    private void until(String path, String status) {
        await().atMost(PATIENCE).until(() -> nora.get(path).text("status").equals(status));
    }
}
