package lethe.proof;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lethe.kernel.Randomness;
import lethe.throwaway.Rest;
import lethe.throwaway.Rest.Answer;

/** A person's stay, from their creation on: all that their data can go through, over REST and by mail. */
final class Stay {
    private static final String PASSWORD = "password";
    private final Journal journal = new Journal();
    private final PostBox post;
    private final String slug;
    private final Randomness randomness;
    private final String adaToken;
    private Rest anybody;
    private Rest ada;
    private Surroundings surroundings;
    private String id = "";
    private String role = "";
    private String email;
    private String password;

    Stay(Rest anybody, PostBox post, String slug, String adaToken, Randomness randomness) {
        this.anybody = anybody;
        this.post = post;
        this.slug = slug;
        this.adaToken = adaToken;
        this.randomness = randomness;
        ada = anybody.as(adaToken);
        surroundings = new Surroundings(ada, journal, randomness);
        email = freshEmail();
        password = freshPassword();
    }

    Journal journal() {
        return journal;
    }

    String id() {
        return id;
    }

    Rest ada() {
        return ada;
    }

    void live() {
        journal.remember("e-mail", email);
        journal.remember("temporary password", password);
        role = viewer();
        id = journal.must("creation by an admin", 201, () -> ada.post("/users", form())).text("id");
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
        password = freshPassword();
        journal.remember(PASSWORD, password);
        var chosen = journal.must(
                "an own password", 200, () -> anybody.as(first).post("/me/password", Map.of("newPassword", password)));
        journal.remember("session token", chosen.text("token"));
        consent();
    }

    private void consent() {
        var version = self().get("/notices/current").json().path("version").asInt(1);
        journal.must(
                "consent",
                200,
                () -> self().post("/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE")));
    }

    private void everydayLife() {
        journal.must("recovery codes", 200, () -> self().post("/me/recovery-codes", Map.of()))
                .json()
                .path("recoveryCodes")
                .valueStream()
                .forEach(code -> journal.remember("recovery code", code.asString()));
        var named = Map.of("name", randomness.letters(16));
        journal.remember(
                "access token",
                journal.must("a personal access token", 201, () -> self().post("/me/tokens", named))
                        .text("token"));
        for (var page : List.of("", "/data", "/consents", "/audit", "/sign-ins", "/sessions", "/tokens")) {
            journal.must("own " + (page.isEmpty() ? "profile" : page.substring(1)), 200, () -> self().get("/me" + page));
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
        journal.must(
                what, 202, () -> anybody.post("/password-reset", Map.of("organisation", slug, "email", email)));
    }

    private void suspend() {
        var reason = "because " + randomness.letters(16);
        journal.remember("reason of a suspension", reason);
        journal.must("a suspension", 200, () -> ada.post("/users/" + id + "/suspension", Map.of("reason", reason)));
        journal.must("its end", 200, () -> ada.send("DELETE", "/users/" + id + "/suspension", null));
        journal.remember(
                "session token",
                journal.must("a sign-in", 200, () -> signIn(anybody, PASSWORD, password)).text("token"));
    }

    /** What the person reads, and what is sent to them because of it. */
    private void newsletters() {
        journal.may("newsletters", () -> self().get("/me/newsletters"))
                .json()
                .path("items")
                .valueStream()
                .forEach(one -> self().send(
                        "PUT", "/me/newsletters/" + one.path("id").asString(), Map.of("subscribed", true)));
    }

    private void changeEmail() {
        var fresh = freshEmail();
        journal.remember("new e-mail", fresh);
        var change = Map.of("email", fresh, "currentPassword", password);
        journal.must("a new e-mail", 202, () -> self().send("PATCH", "/me", change));
        new Letter(URI.create(post.link(fresh, 1))).follow();
        journal.lived().add("its confirmation by mail");
        email = fresh;
    }

    /** Because there is another notice. */
    private void decideAgain() {
        surroundings.notice();
        consent();
    }

    /** What waits to be sent when the person goes. */
    void haveMailWaiting() {
        post.refuse(true);
        resetPassword("a mail that waits in the queue");
    }

    /** Whether none was sent to them after they were gone. */
    boolean noMailCame(int before) {
        post.refuse(false);
        resetPassword("a mail that is asked for afterwards");
        for (var tries = 0; tries < 20; tries++) {
            PostBox.pause();
        }
        return mails() == before;
    }

    int mails() {
        return post.count(email);
    }

    /** A sign-in that is still on its way: what memory must hold as long as the connection is open. */
    Socket halfASignIn() throws IOException {
        var socket = new Socket(anybody.base().getHost(), anybody.base().getPort());
        var start = "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4000\r\n\r\n{\"email\":\"" + email + "\",";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    List<Answer> exports(Rest operator) {
        return surroundings.exports(id, operator);
    }

    /** The end: by an admin, and of all others whose data is here. */
    Answer terminate() {
        surroundings.end();
        return journal.must("termination", 200, () -> ada.post("/users/" + id + "/termination", Map.of()));
    }

    /** The same people, at another server. */
    void moveTo(Rest other) {
        anybody = other;
        ada = other.as(adaToken);
        surroundings = surroundings.at(ada);
    }

    boolean canSignIn() {
        return signIn(anybody, PASSWORD, password).status() == 200;
    }

    /** Whether any of the secrets still lets anybody in. */
    boolean anySecretOpens() {
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

    boolean isTerminated() {
        return ada.get("/users/" + id).text("status").equals("TERMINATED");
    }

    private Rest self() {
        var tokens = journal.secrets().entrySet().stream()
                .filter(secret -> secret.getKey().startsWith("session token"))
                .map(Map.Entry::getValue)
                .toList();
        return anybody.as(tokens.isEmpty() ? "" : tokens.getLast());
    }

    private Answer signIn(Rest at, String with, String secret) {
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

    private String viewer() {
        return ada.get("/roles")
                .json()
                .path("items")
                .valueStream()
                .filter(each -> each.path("name").asString("").equals("Viewer"))
                .map(each -> each.path("id").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private String freshEmail() {
        return randomness.letters(16) + "@" + randomness.letters(12) + ".example";
    }

    private String freshPassword() {
        return randomness.letters(8) + "-" + randomness.letters(12);
    }
}
