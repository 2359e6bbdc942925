package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.TypeId;
import lethe.privacy.notices.Wordings;
import lethe.signin.sessions.OperatorSessions;
import org.awaitility.Awaitility;

/**
 * An organisation in use: an administrator imported 300 users, and everything exists in each state that has a page.
 * Needs the mail server of {@link PostOffice}, because some links are only mailed.
 */
final class InUse {
    private static final int PEOPLE = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final House house;
    private final Api anybody;
    private final Api operator;
    private final Person anna;
    private final Person vera;
    private final Person undecided;
    private final Person newcomer;
    private final String newcomersPassword;
    private final Map<String, List<String>> values = new HashMap<>();

    InUse(Stage stage, OperatorSessions operators) {
        anybody = stage.anybody();
        operator = anybody.as(operators.token());
        house = stage.house();
        anna = house.person(anybody, "Anna", "ADMIN", "Administrator");
        vera = house.person(anybody, "Vera", "INTERNAL", "Viewer");
        undecided = new Person("", Stage.email("ulla"), anybody);
        newcomer = new Person("", Stage.email("nora"), anybody);
        newcomersPassword = create("Nora", newcomer.email()).text("temporaryPassword");
        choosesPassword(create("Ulla", undecided.email()).text("temporaryPassword"));
        values.put("notices/{version}", List.of("1", draftOfNotice()));
        values.put("problems/{code}", List.of("not-found"));
        values.put("usage/{feature}", List.of("signed-in"));
        values.put("imports/{id}", List.of(absent("import"), imported(), checked()));
        values.put("users/{id}", List.of(absent("user"), vera.id(), invited(), suspended(), terminated()));
        values.put("roles/{id}", List.of(absent("role"), house.role("Viewer"), ownRole()));
        values.put("partners/{id}", List.of(absent("partner"), partner(), inactivePartner()));
        values.put("sessions/{id}", anna.api().get("/me/sessions").json().findValuesAsString("id"));
        values.put("tokens/{id}", List.of(absent("token"), token()));
        values.put("reviews/{id}", List.of(absent("review"), planned(), done()));
        var news = newsletter(house.ada(), "/newsletters", "House news");
        var ours = newsletter(operator, "/operator/newsletters", "From the operator");
        issues(house.ada(), "/newsletters/" + news, "Spring");
        issues(operator, "/operator/newsletters/" + ours, "Maintenance");
        values.put("newsletters/{id}", List.of(absent("newsletter"), news));
        values.put("operator/newsletters/{id}", List.of(absent("newsletter"), ours));
        values.put("issues/{number}", List.of("1", "2"));
        values.put("link/{secret}", List.of("lethe_lnk_none", link()));
        values.put("operator/link/{secret}", List.of("none", operators.link()));
        values.put("set-up/{secret}", List.of("none"));
        values.put("email/{secret}", List.of("none", MailedLinks.newEmail(vera)));
        values.put("reset/{secret}", List.of("none", MailedLinks.reset(anybody, house, vera)));
        values.put("unsubscribe/{secret}", List.of("none", MailedLinks.unsubscribe(vera, "Spring")));
        values.put("goodbye/{token}", List.of("none", goodbye()));
    }

    House house() {
        return house;
    }

    /** A user who has consented, and views others. */
    Person vera() {
        return vera;
    }

    /** The user who imported the others. */
    Person anna() {
        return anna;
    }

    /** Has set a password but not decided about the notice. */
    Person undecided() {
        return undecided;
    }

    /** Has not signed in yet. */
    Person newcomer() {
        return newcomer;
    }

    String newcomersPassword() {
        return newcomersPassword;
    }

    /** The values of variables in addresses, by variable and preceding segment. */
    Map<String, List<String>> values() {
        return values;
    }

    private Api.Answer create(String firstName, String email) {
        return house.create(firstName, email, "INTERNAL", "Viewer");
    }

    private void choosesPassword(String temporary) {
        var first = anybody.post(
                "/sign-in", Map.of("organisation", house.slug(), "email", undecided.email(), "password", temporary));
        anybody.as(first.text("token")).post("/me/password", Map.of("newPassword", Stage.PASSWORD));
    }

    private String draftOfNotice() {
        return String.valueOf(Wordings.draft(
                house.ada(), Wordings.layered("What **matters**.", "# At length\n\n| A | B |\n|---|---|\n| 1 | 2 |")));
    }

    private String imported() {
        var people = IntStream.range(0, PEOPLE)
                .mapToObj(number -> "Imported;Person " + number + ";" + Stage.email("imported"))
                .collect(Collectors.joining("\n", "firstName;lastName;email\n", "\n"));
        var id = uploaded(people);
        var consent = Map.of("given", true, "noticeVersion", 1, "language", "de");
        anna.api()
                .post(
                        "/users/imports/" + id + "/start",
                        Map.of("consent", consent, "type", "INTERNAL", "roleId", house.role("Viewer")));
        until(anna.api(), "/users/imports/" + id, "DONE");
        return id;
    }

    private String checked() {
        return uploaded("firstName;lastName;email\nRita;Right;" + Stage.email("rita") + "\nWilma;Wrong;wilma\n");
    }

    private String uploaded(String file) {
        var id = anna.api()
                .upload("/users/imports", file.getBytes(StandardCharsets.UTF_8))
                .text("id");
        until(anna.api(), "/users/imports/" + id, "CHECKED");
        return id;
    }

    private String invited() {
        return create("Ina", Stage.email("ina")).text("id");
    }

    private String link() {
        var url = anna.api()
                .post("/users/" + invited() + "/sign-in-link", Map.of())
                .text("url");
        return MailedLinks.lastOf(URI.create(url).getPath());
    }

    private String suspended() {
        var susi = house.person(anybody, "Susi", "EXTERNAL", "Viewer");
        must(anna.api().post("/users/" + susi.id() + "/suspension", Map.of("reason", "On leave until spring.")));
        return susi.id();
    }

    private String terminated() {
        var id = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        must(house.ada().post("/users/" + id + "/termination", Map.of()));
        return id;
    }

    private String ownRole() {
        return house.ada()
                .post("/roles", Map.of("name", "Bookkeeping", "permissions", List.of("VIEW_PARTNERS")))
                .text("id");
    }

    private String partner() {
        var id = house.ada().post("/partners", Map.of("name", "Linden GmbH")).text("id");
        var address = Map.of("street", "Lindenweg 3", "city", "Berlin", "country", "DE");
        var details = Map.of(
                "legalName",
                "Linden GmbH",
                "address",
                address,
                "currency",
                "EUR",
                "invoiceEmail",
                Stage.email("invoice"));
        must(house.ada().put("/partners/" + id + "/billing-details", details));
        return id;
    }

    private String inactivePartner() {
        var id = house.ada().post("/partners", Map.of("name", "Ahorn AG")).text("id");
        must(house.ada().post("/partners/" + id + "/deactivation", Map.of("reason", "Moved away.")));
        return id;
    }

    private String token() {
        return anna.api().post("/me/tokens", Map.of("name", "nightly")).text("id");
    }

    private String planned() {
        return review("NEVER_SIGNED_IN", create("Paula", Stage.email("paula")).text("id"));
    }

    private String done() {
        var id = review("NEVER_SIGNED_IN", create("Lea", Stage.email("lea")).text("id"));
        anna.api().post("/users/reviews/" + id + "/start", Map.of());
        until(anna.api(), "/users/reviews/" + id, "DONE");
        return id;
    }

    private String review(String finding, String person) {
        var plan = Map.of("finding", finding, "act", "TERMINATION", "people", List.of(person));
        return anna.api().post("/users/reviews", plan).text("id");
    }

    private static String newsletter(Api author, String path, String name) {
        var form = Map.of("name", name, "about", "What is new.", "frequency", "Now and then.");
        return author.post(path, form).text("id");
    }

    /** One sent issue, if there is a subscriber, and a draft. */
    private void issues(Api author, String newsletter, String subject) {
        must(vera.api().put("/me" + newsletter.replace("/operator", ""), Map.of("subscribed", true)));
        author.post(newsletter + "/issues", Map.of("subject", subject, "markdown", "# New\n\nAll is new."));
        author.post(newsletter + "/issues/1/sending", Map.of());
        until(author, newsletter + "/issues/1", "SENT");
        author.post(newsletter + "/issues", Map.of("subject", "Summer", "markdown", "All is *warm*."));
    }

    private String goodbye() {
        var leaving = house.person(anybody, "Lina", "INTERNAL", "Viewer");
        var left = must(house.signedIn(anybody, leaving).post("/me/termination", Map.of()));
        return MailedLinks.lastOf(URI.create(left.text("downloadUrl")).getPath());
    }

    /** Ensures that the intended state was reached. */
    private static Api.Answer must(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer;
    }

    private static String absent(String kind) {
        return TypeId.text(kind, UUID.randomUUID());
    }

    private static void until(Api api, String path, String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> api.get(path).text("status").equals(status));
    }
}
