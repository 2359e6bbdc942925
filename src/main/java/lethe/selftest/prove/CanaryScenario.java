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

/** A user's life from their creation on: everything that can happen to their data, over REST and by mail. */
final class CanaryScenario {
    private static final String PASSWORD = "password";
    private final ScenarioLog log = new ScenarioLog();
    private final TestMailbox mailbox;
    private final String slug;
    private final Invention invention;
    private final String adaToken;
    private ApiClient client;
    private ApiClient ada;
    private Surroundings surroundings;
    private String id = "";
    private String role = "";
    private String email;
    private String password;

    public CanaryScenario(ApiClient client, TestMailbox mailbox, String slug, String adaToken, Randomness randomness) {
        this.client = client;
        this.mailbox = mailbox;
        this.slug = slug;
        this.adaToken = adaToken;
        invention = new Invention(randomness);
        ada = client.as(adaToken);
        surroundings = new Surroundings(ada, log, invention);
        email = invention.email();
        password = invention.password();
    }

    public ScenarioLog log() {
        return log;
    }

    public String id() {
        return id;
    }

    public ApiClient ada() {
        return ada;
    }

    public void live() {
        log.remember("e-mail", email);
        log.remember("temporary password", password);
        role = surroundings.viewer();
        id = log.must("creation by an admin", 201, () -> ada.post("/users", form()))
                .text("id");
        mailbox.link(email, 1);
        log.lived().add("an invitation by mail");
        log.must("a second creation, refused", 409, () -> ada.post("/users", form()));
        signInForTheFirstTime();
        everydayLife();
        newsletters();
        changeEmail();
        surroundings.partner();
        surroundings.imports(role);
        decideAgain();
    }

    private void signInForTheFirstTime() {
        log.may("a wrong password", () -> signIn(client, PASSWORD, "not the right password"));
        var first = log.must("the first sign-in", 200, () -> signIn(client, PASSWORD, password))
                .text("token");
        password = invention.password();
        log.remember(PASSWORD, password);
        var chosen = log.must("the choice of a password", 200, () -> client.as(first)
                .post("/me/password", Map.of("newPassword", password)));
        log.remember("session token", chosen.text("token"));
        consent();
    }

    private void consent() {
        var version = self().get("/notices/current").json().path("version").asInt(1);
        log.must("consent", 200, () -> self().post(
                        "/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE")));
    }

    private void everydayLife() {
        log.must("recovery codes", 200, () -> self().post("/me/recovery-codes", Map.of()))
                .json()
                .path("recoveryCodes")
                .valueStream()
                .forEach(code -> log.remember("recovery code", code.asString()));
        var named = Map.of("name", invention.word());
        log.remember(
                "access token",
                log.must("a personal access token", 201, () -> self().post("/me/tokens", named))
                        .text("token"));
        for (var page : List.of("", "/data", "/consents", "/audit", "/sign-ins", "/sessions", "/tokens")) {
            log.must("own " + (page.isEmpty() ? "profile" : page.substring(1)), 200, () -> self().get("/me" + page));
        }
        log.must("a look-up by e-mail", 200, () -> ada.post("/users/lookup", Map.of("email", email)));
        log.must("a search by name", 200, () -> ada.get("/users?query=klara"));
        log.must("the list of users", 200, () -> ada.get("/users"));
        log.must("the user’s page", 200, () -> ada.get("/users/" + id));
        resetPassword("a forgotten password");
        mailbox.link(email, 2);
        suspend();
    }

    private void resetPassword(String what) {
        log.must(what, 202, () -> client.post("/password-reset", Map.of("organisation", slug, "email", email)));
    }

    private void suspend() {
        var reason = "because " + invention.word();
        log.remember("reason of a suspension", reason);
        log.must("a suspension", 200, () -> ada.post("/users/" + id + "/suspension", Map.of("reason", reason)));
        log.must("its withdrawal", 200, () -> ada.send("DELETE", "/users/" + id + "/suspension", null));
        log.remember(
                "session token",
                log.must("a sign-in", 200, () -> signIn(client, PASSWORD, password))
                        .text("token"));
    }

    /** Subscribes the user to a newsletter and sends them an issue. */
    private void newsletters() {
        var newsletter = surroundings.newsletter();
        var choice = "/me/newsletters/" + newsletter;
        log.must("a subscription", 200, () -> self().send("PUT", choice, Map.of("subscribed", true)));
        log.must("the list of newsletters", 200, () -> self().get("/me/newsletters"));
        surroundings.issue(newsletter);
        var link = mailbox.link(email, 3);
        log.remember("link in a newsletter", link.substring(link.lastIndexOf('/') + 1));
        log.lived().add("a newsletter by mail");
    }

    private void changeEmail() {
        var fresh = invention.email();
        log.remember("new e-mail", fresh);
        var change = Map.of("email", fresh, "currentPassword", password);
        log.must("a new e-mail", 202, () -> self().send("PATCH", "/me", change));
        new LinkOpener(URI.create(mailbox.link(fresh, 1))).follow();
        log.lived().add("its confirmation by mail");
        email = fresh;
    }

    /** After a new version of the notice. */
    private void decideAgain() {
        surroundings.notice();
        consent();
    }

    /** Queues a mail that waits when the user is terminated. */
    public void haveMailWaiting() {
        mailbox.refuse(true);
        resetPassword("a mail that waits in the queue");
    }

    /**
     * @param before how many mails the user had received
     * @return whether none has arrived since
     */
    public boolean noMailCame(int before) {
        mailbox.refuse(false);
        resetPassword("a mail requested afterwards");
        for (var tries = 0; tries < 20; tries++) {
            Polling.pause(TestMailbox.PAUSE);
        }
        return mails() == before;
    }

    public int mails() {
        return mailbox.count(email);
    }

    /** An unfinished sign-in request: the server must keep it in memory while the connection is open. */
    public Socket halfASignIn() throws IOException {
        return UnfinishedRequest.signIn(client.base(), email);
    }

    public List<Answer> exports(ApiClient operator) {
        return surroundings.exports(id, operator);
    }

    /** Terminates the user, and everyone else whose data is here. */
    public Answer terminate() {
        surroundings.end();
        return log.must("termination", 200, () -> ada.post("/users/" + id + "/termination", Map.of()));
    }

    /** Continues with the same users at another server. */
    public void moveTo(ApiClient other) {
        client = other;
        ada = other.as(adaToken);
        surroundings = surroundings.at(ada);
    }

    public boolean canSignIn() {
        return signIn(client, PASSWORD, password).status() == 200;
    }

    /** Whether any of the secrets still works. */
    public boolean anySecretOpens() {
        var inAnyWay = canSignIn();
        for (var secret : log.secrets().entrySet()) {
            if (secret.getKey().startsWith("recovery code")) {
                inAnyWay |= signIn(client, "recoveryCode", secret.getValue()).status() == 200;
            } else if (secret.getKey().contains("token")) {
                inAnyWay |= client.as(secret.getValue()).get("/me").status() == 200;
            }
        }
        return inAnyWay;
    }

    public boolean isTerminated() {
        return ada.get("/users/" + id).text("status").equals("TERMINATED");
    }

    private ApiClient self() {
        var tokens = log.secrets().entrySet().stream()
                .filter(secret -> secret.getKey().startsWith("session token"))
                .map(Map.Entry::getValue)
                .toList();
        return client.as(tokens.isEmpty() ? "" : tokens.getLast());
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
