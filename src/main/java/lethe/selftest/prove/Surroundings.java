package lethe.selftest.prove;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;
import lethe.selftest.instance.PromiseBroken;

/**
 * What an administrator does around the user, with data of other people: a partner, an import, a newsletter, a notice,
 * exports.
 */
final class Surroundings {
    private static final int PATIENCE = 1_200;
    private final ApiClient ada;
    private final ScenarioLog log;
    private final Invention invention;
    private String partner = "";
    private String imported = "";

    Surroundings(ApiClient ada, ScenarioLog log, Invention invention) {
        this.ada = ada;
        this.log = log;
        this.invention = invention;
    }

    /** The same at another server. */
    Surroundings at(ApiClient other) {
        var moved = new Surroundings(other, log, invention);
        moved.partner = partner;
        moved.imported = imported;
        return moved;
    }

    /** The role that can only view partners. */
    String viewer() {
        return ada.get("/roles")
                .json()
                .path("items")
                .valueStream()
                .filter(each -> each.path("name").asString("").equals("Viewer"))
                .map(each -> each.path("id").asString(""))
                .findFirst()
                .orElseThrow();
    }

    /** Its contact and invoice e-mails are personal data as well. */
    void partner() {
        var contact = secret("contact e-mail of a partner");
        var invoice = secret("invoice e-mail of a partner");
        var form = Map.of(
                "name",
                "Canary Partners",
                "website",
                "https://canary.example",
                "contactEmail",
                contact,
                "category",
                "Publisher");
        partner = log.must("a partner", 201, () -> ada.post("/partners", form)).text("id");
        var billing = Map.of(
                "legalName",
                "Canary Partners Ltd",
                "address",
                Map.of("street", "1 Canary Street", "city", "Dublin", "country", "IE"),
                "currency",
                "EUR",
                "invoiceEmail",
                invoice);
        var address = "/partners/" + partner + "/billing-details";
        log.must("billing details", 201, () -> ada.send("PUT", address, billing));
        log.must("a view of billing details", 200, () -> ada.get(address));
    }

    /** One import that is carried out, and one that is cancelled after its lines were stored. */
    void imports(String role) {
        var person = secret("e-mail of an imported person");
        var wrong = invention.word() + " at nowhere";
        log.remember("e-mail in a rejected line", wrong);
        var run = upload("an import", person, wrong);
        log.must("its rejected lines", 200, () -> ada.get(run + "/problems"));
        var start = Map.of(
                "consent",
                Map.of("given", true, "noticeVersion", currentNotice(), "language", "en"),
                "type",
                "EXTERNAL",
                "roleId",
                role);
        log.must("its start", 202, () -> ada.post(run + "/start", start));
        await(run, "DONE");
        var links = log.must("its links", 200, () -> ada.get(run + "/links")).body();
        imported = links.lines().skip(1).findFirst().orElseThrow().split(";")[1];
        var cancelled = upload("a cancelled import", secret("e-mail of a cancelled import"), "x");
        log.must("its cancellation", 204, () -> ada.send("DELETE", cancelled, null));
    }

    private String upload(String what, String email, String wrong) {
        var file = "firstName;lastName;email\nIda;Kanari;" + email + "\nIvo;Kanari;" + wrong + "\n";
        var run = "/users/imports/"
                + log.must(what, 202, () -> ada.upload("/users/imports", file)).text("id");
        await(run, "CHECKED");
        return run;
    }

    private void await(String what, String status) {
        for (var tries = 0; !ada.get(what).text("status").equals(status); tries++) {
            if (tries == PATIENCE) {
                throw new PromiseBroken("The expected status did not come: " + status);
            }
            Polling.pause(TestMailbox.PAUSE);
        }
    }

    /** @return the ID of a newsletter that every user can choose */
    String newsletter() {
        var form = Map.of("name", "Canary News", "about", "What is new about canaries.", "frequency", "Once a month");
        return log.must("a newsletter", 201, () -> ada.post("/newsletters", form))
                .text("id");
    }

    /** Sends an issue to all subscribers, and waits until it is sent. */
    void issue(String newsletter) {
        var issues = "/newsletters/" + newsletter + "/issues";
        var text = Map.of("subject", "Canaries in spring", "markdown", "They **sing**.", "language", "en");
        var issue = issues + "/"
                + log.must("an issue of it", 201, () -> ada.post(issues, text))
                        .json()
                        .path("number")
                        .asInt();
        log.must("its sending", 202, () -> ada.post(issue + "/sending", Map.of()));
        await(issue, "SENT");
    }

    /** Publishes a new version, about which every user must decide again. */
    int notice() {
        var text = Map.of("texts", Map.of("en", Map.of("markdown", "# What is stored\n\nName and e-mail.\n")));
        var version = log.must("a draft of a notice", 201, () -> ada.post("/notices", text))
                .json()
                .path("version")
                .asInt();
        log.must("its publication", 200, () -> ada.post("/notices/" + version + "/publication", Map.of()));
        return version;
    }

    /** The exports that contain the user, to be made before and after the termination. */
    List<Answer> exports(String id, ApiClient operator) {
        var month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        return List.of(
                log.must("the export of users", 200, () -> ada.get("/users/export")),
                log.must("the list of terminated users", 200, () -> ada.get("/users?status=TERMINATED")),
                log.must("the retained record", 200, () -> ada.get("/users/" + id)),
                log.must("the audit log", 200, () -> ada.get("/audit?limit=200")),
                log.must("the user’s consents, viewed by an admin", 200, () -> ada.get("/users/" + id + "/consents")),
                log.must("partners", 200, () -> ada.get("/partners")),
                log.must("an admin’s own data", 200, () -> ada.get("/me/data")),
                log.must("usage statistics", 200, () -> operator.get("/usage?from=" + month)));
    }

    int currentNotice() {
        return ada.get("/notices/current").json().path("version").asInt(1);
    }

    /** Deletes the data of everyone but the user. */
    void end() {
        log.must("the partner’s deletion", 204, () -> ada.send("DELETE", "/partners/" + partner, null));
        log.must(
                "the imported person’s termination",
                200,
                () -> ada.post("/users/" + imported + "/termination", Map.of()));
    }

    private String secret(String name) {
        var email = invention.email();
        log.remember(name, email);
        return email;
    }
}
