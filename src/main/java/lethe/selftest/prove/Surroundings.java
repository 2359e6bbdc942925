package lethe.selftest.prove;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;
import lethe.selftest.instance.PromiseBroken;

/** What an administrator does around a person, with data of other people: a partner, an import, a newsletter, a notice, exports. */
final class Surroundings {
    private static final int PATIENCE = 1_200;
    private final ApiClient ada;
    private final ScenarioLog journal;
    private final Invention invention;
    private String partner = "";
    private String imported = "";

    Surroundings(ApiClient ada, ScenarioLog journal, Invention invention) {
        this.ada = ada;
        this.journal = journal;
        this.invention = invention;
    }

    /** The same, at another server. */
    Surroundings at(ApiClient other) {
        var moved = new Surroundings(other, journal, invention);
        moved.partner = partner;
        moved.imported = imported;
        return moved;
    }

    /** The role that may look, and nothing else. */
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

    /** Whose contact and invoice e-mails are people's too. */
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
        partner = journal.must("a partner", 201, () -> ada.post("/partners", form))
                .text("id");
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
        journal.must("billing details", 201, () -> ada.send("PUT", address, billing));
        journal.must("billing details, viewed", 200, () -> ada.get(address));
    }

    /** One that is carried out, and one that is given up after its lines were staged. */
    void imports(String role) {
        var person = secret("e-mail of an imported person");
        var wrong = invention.word() + " at nowhere";
        journal.remember("e-mail in a line that was refused", wrong);
        var run = upload("an import", person, wrong);
        journal.must("its problems", 200, () -> ada.get(run + "/problems"));
        var start = Map.of(
                "consent",
                Map.of("given", true, "noticeVersion", currentNotice(), "language", "en"),
                "type",
                "EXTERNAL",
                "roleId",
                role);
        journal.must("its start", 202, () -> ada.post(run + "/start", start));
        await(run, "DONE");
        var links =
                journal.must("its links", 200, () -> ada.get(run + "/links")).body();
        imported = links.lines().skip(1).findFirst().orElseThrow().split(";")[1];
        var cancelled = upload("an import that is given up", secret("e-mail of an import that was given up"), "x");
        journal.must("its end", 204, () -> ada.send("DELETE", cancelled, null));
    }

    private String upload(String what, String email, String wrong) {
        var file = "firstName;lastName;email\nIda;Kanari;" + email + "\nIvo;Kanari;" + wrong + "\n";
        var run = "/users/imports/"
                + journal.must(what, 202, () -> ada.upload("/users/imports", file))
                        .text("id");
        await(run, "CHECKED");
        return run;
    }

    private void await(String what, String status) {
        for (var tries = 0; !ada.get(what).text("status").equals(status); tries++) {
            if (tries == PATIENCE) {
                throw new PromiseBroken("What was waited for did not become " + status);
            }
            Polling.pause(TestMailbox.PAUSE);
        }
    }

    /** That anybody may choose; by its id. */
    String newsletter() {
        var form = Map.of("name", "Canary News", "about", "What is new about canaries.", "frequency", "Once a month");
        return journal.must("a newsletter", 201, () -> ada.post("/newsletters", form))
                .text("id");
    }

    /** To everybody who has chosen it, until it was sent. */
    void issue(String newsletter) {
        var issues = "/newsletters/" + newsletter + "/issues";
        var text = Map.of("subject", "Canaries in spring", "markdown", "They **sing**.", "language", "en");
        var issue = issues + "/"
                + journal.must("an issue of it", 201, () -> ada.post(issues, text))
                        .json()
                        .path("number")
                        .asInt();
        journal.must("and its sending", 202, () -> ada.post(issue + "/sending", Map.of()));
        await(issue, "SENT");
    }

    /** After it everybody has to decide again. */
    int notice() {
        var text = Map.of("texts", Map.of("en", Map.of("markdown", "# What is stored\n\nName and e-mail.\n")));
        var version = journal.must("a notice, written", 201, () -> ada.post("/notices", text))
                .json()
                .path("version")
                .asInt();
        journal.must("and published", 200, () -> ada.post("/notices/" + version + "/publication", Map.of()));
        return version;
    }

    /** Before the person is gone, and afterwards; with whom it is about. */
    List<Answer> exports(String id, ApiClient operator) {
        var month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        return List.of(
                journal.must("everybody, exported", 200, () -> ada.get("/users/export")),
                journal.must("terminated people", 200, () -> ada.get("/users?status=TERMINATED")),
                journal.must("the record, exported", 200, () -> ada.get("/users/" + id)),
                journal.must("the audit log", 200, () -> ada.get("/audit?limit=200")),
                journal.must("the person’s consents, by an admin", 200, () -> ada.get("/users/" + id + "/consents")),
                journal.must("partners", 200, () -> ada.get("/partners")),
                journal.must("an admin’s own data", 200, () -> ada.get("/me/data")),
                journal.must("usage figures", 200, () -> operator.get("/usage?from=" + month)));
    }

    int currentNotice() {
        return ada.get("/notices/current").json().path("version").asInt(1);
    }

    /** Of everybody but the person. */
    void end() {
        journal.must("the partner’s deletion", 204, () -> ada.send("DELETE", "/partners/" + partner, null));
        journal.must(
                "the imported person’s termination",
                200,
                () -> ada.post("/users/" + imported + "/termination", Map.of()));
    }

    private String secret(String name) {
        var email = invention.email();
        journal.remember(name, email);
        return email;
    }
}
