package lethe.selftest.prove;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import lethe.platform.kernel.Randomness;
import lethe.selftest.instance.ApiClient;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.Polling;

/** A person's stay, from their creation on: all that their data can go through, over REST and by mail. */
final class CanaryScenario {
    private static final String PASSWORD = "password";
    private final ScenarioLog journal = new ScenarioLog();
    private final TestMailbox post;
    private final String slug;
    private final Invention invention;
    private final String adaToken;
    private ApiClient anybody;
    private ApiClient ada;
    private Surroundings surroundings;
    private String id = "";
    private String role = "";
    private String email;
    private String password;

    public CanaryScenario(ApiClient anybody, TestMailbox post, String slug, String adaToken, Randomness randomness) {
        this.anybody = anybody;
        this.post = post;
        this.slug = slug;
        this.adaToken = adaToken;
        invention = new Invention(randomness);
        ada = anybody.as(adaToken);
        surroundings = new Surroundings(ada, journal, invention);
        email = invention.email();
        password = invention.password();
    }

    public ScenarioLog journal() {
        return journal;
    }

    public String id() {
        return id;
    }

    public ApiClient ada() {
        return ada;
    }

    public void live() {
        journal.remember("e-mail", email);
        journal.remember("temporary password", password);
        role = surroundings.viewer();
        id = journal.must("creation by an admin", 201, () -> ada.post("/users", form()))
                .text("id");
        post.link(email, 1);
        journal.lived().add("an invitation by mail");
        journal.must("a second creation, refused", 409, () -> ada.post("/users", form()));
        signInForTheFirstTime();
        everydayLife();
        newsletters();
        changeEmail();
        surroundings.partner();
        surroundings.imports(role);
        decideAgain();
    }

    private void signInForTheFirstTime() {
        journal.may("a wrong password", () -> signIn(anybody, PASSWORD, "not the right password"));
        var first = journal.must("the first sign-in", 200, () -> signIn(anybody, PASSWORD, password))
                .text("token");
        password = invention.password();
        journal.remember(PASSWORD, password);
        var chosen = journal.must(
                "an own password", 200, () -> anybody.as(first).post("/me/password", Map.of("newPassword", password)));
        journal.remember("session token", chosen.text("token"));
        consent();
    }

    private void consent() {
        var version = self().get("/notices/current").json().path("version").asInt(1);
        journal.must("consent", 200, () -> self().post(
                        "/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE")));
    }

    private void everydayLife() {
        journal.must("recovery codes", 200, () -> self().post("/me/recovery-codes", Map.of()))
                .json()
                .path("recoveryCodes")
                .valueStream()
                .forEach(code -> journal.remember("recovery code", code.asString()));
        var named = Map.of("name", invention.word());
        journal.remember(
                "access token",
                journal.must("a personal access token", 201, () -> self().post("/me/tokens", named))
                        .text("token"));
        for (var page : List.of("", "/data", "/consents", "/audit", "/sign-ins", "/sessions", "/tokens")) {
            journal.must(
                    "own " + (page.isEmpty() ? "profile" : page.substring(1)), 200, () -> self().get("/me" + page));
        }
        journal.must("a look-up by e-mail", 200, () -> ada.post("/users/lookup", Map.of("email", email)));
        journal.must("a search by name", 200, () -> ada.get("/users?query=klara"));
        journal.must("the list of people", 200, () -> ada.get("/users"));
        journal.must("the record", 200, () -> ada.get("/users/" + id));
        resetPassword("a forgotten password");
        post.link(email, 2);
        suspend();
    }

    private void resetPassword(String what) {
        journal.must(what, 202, () -> anybody.post("/password-reset", Map.of("organisation", slug, "email", email)));
    }

    private void suspend() {
        var reason = "because " + invention.word();
        journal.remember("reason of a suspension", reason);
        journal.must("a suspension", 200, () -> ada.post("/users/" + id + "/suspension", Map.of("reason", reason)));
        journal.must("its end", 200, () -> ada.send("DELETE", "/users/" + id + "/suspension", null));
        journal.remember(
                "session token",
                journal.must("a sign-in", 200, () -> signIn(anybody, PASSWORD, password))
                        .text("token"));
    }

    /** What the person reads, and what is sent to them because of it. */
    private void newsletters() {
        var newsletter = surroundings.newsletter();
        var choice = "/me/newsletters/" + newsletter;
        journal.must("a subscription", 200, () -> self().send("PUT", choice, Map.of("subscribed", true)));
        journal.must("newsletters, chosen", 200, () -> self().get("/me/newsletters"));
        surroundings.issue(newsletter);
        var link = post.link(email, 3);
        journal.remember("link in a newsletter", link.substring(link.lastIndexOf('/') + 1));
        journal.lived().add("a newsletter by mail");
    }

    private void changeEmail() {
        var fresh = invention.email();
        journal.remember("new e-mail", fresh);
        var change = Map.of("email", fresh, "currentPassword", password);
        journal.must("a new e-mail", 202, () -> self().send("PATCH", "/me", change));
        new LinkOpener(URI.create(post.link(fresh, 1))).follow();
        journal.lived().add("its confirmation by mail");
        email = fresh;
    }

    /** Because there is another notice. */
    private void decideAgain() {
        surroundings.notice();
        consent();
    }

    /** What waits to be sent when the person goes. */
    public void haveMailWaiting() {
        post.refuse(true);
        resetPassword("a mail that waits in the queue");
    }

    /** Whether none was sent to them after they were gone. */
    public boolean noMailCame(int before) {
        post.refuse(false);
        resetPassword("a mail that is asked for afterwards");
        for (var tries = 0; tries < 20; tries++) {
            Polling.pause(TestMailbox.PAUSE);
        }
        return mails() == before;
    }

    public int mails() {
        return post.count(email);
    }

    /** A sign-in that is still on its way: what memory must hold as long as the connection is open. */
    public Socket halfASignIn() throws IOException {
        return UnfinishedRequest.signIn(anybody.base(), email);
    }

    public List<Answer> exports(ApiClient operator) {
        return surroundings.exports(id, operator);
    }

    /** The end: by an admin, and of all others whose data is here. */
    public Answer terminate() {
        surroundings.end();
        return journal.must("termination", 200, () -> ada.post("/users/" + id + "/termination", Map.of()));
    }

    /** The same people, at another server. */
    public void moveTo(ApiClient other) {
        anybody = other;
        ada = other.as(adaToken);
        surroundings = surroundings.at(ada);
    }

    public boolean canSignIn() {
        return signIn(anybody, PASSWORD, password).status() == 200;
    }

    /** Whether any of the secrets still lets anybody in. */
    public boolean anySecretOpens() {
        var inAnyWay = canSignIn();
        for (var secret : journal.secrets().entrySet()) {
            if (secret.getKey().startsWith("recovery code")) {
                inAnyWay |= signIn(anybody, "recoveryCode", secret.getValue()).status() == 200;
            } else if (secret.getKey().contains("token")) {
                inAnyWay |= anybody.as(secret.getValue()).get("/me").status() == 200;
            }
        }
        return inAnyWay;
    }

    public boolean isTerminated() {
        return ada.get("/users/" + id).text("status").equals("TERMINATED");
    }

    private ApiClient self() {
        var tokens = journal.secrets().entrySet().stream()
                .filter(secret -> secret.getKey().startsWith("session token"))
                .map(Map.Entry::getValue)
                .toList();
        return anybody.as(tokens.isEmpty() ? "" : tokens.getLast());
    }

    private Answer signIn(ApiClient at, String with, String secret) {
        return at.post("/sign-in", Map.of("organisation", slug, "email", email, with, secret));
    }

    private Map<String, Object> form() {
        return Map.of(
                "firstName",
                "Klara",
                "lastName",
                "Kanari",
                "email",
                email,
                "type",
                "EXTERNAL",
                "roleId",
                role,
                "temporaryPassword",
                password,
                "consent",
                Map.of("given", true, "noticeVersion", surroundings.currentNotice(), "language", "en"));
    }
}
