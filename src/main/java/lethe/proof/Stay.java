package lethe.proof;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.kernel.Randomness;
import lethe.throwaway.Broken;
import lethe.throwaway.Rest;
import lethe.throwaway.Rest.Answer;

/** A person's stay, from their creation on: all that their data can go through, over REST. And somebody who remains. */
final class Stay {
    private static final String PASSWORD = "password";
    private final Rest anybody;
    private final Rest ada;
    private final String slug;
    private final Randomness randomness;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> lived = new ArrayList<>();
    private final List<String> notThere = new ArrayList<>();
    private String id = "";
    private String partner = "";
    private String email;
    private String password;

    Stay(Rest anybody, Rest ada, String slug, Randomness randomness) {
        this.anybody = anybody;
        this.ada = ada;
        this.slug = slug;
        this.randomness = randomness;
        email = freshEmail();
        password = freshPassword();
    }

    /** What must not be found afterwards, by what it is. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** What was gone through, in the words of the report. */
    List<String> lived() {
        return lived;
    }

    /** What this installation does not offer. */
    List<String> notThere() {
        return notThere;
    }

    Rest anybody() {
        return anybody;
    }

    String id() {
        return id;
    }

    void live() {
        remember("e-mail", email);
        remember("temporary password", password);
        id = must("creation by an admin", 201, () -> ada.post("/users", form())).text("id");
        may("a second creation, refused", () -> ada.post("/users", form()));
        signInForTheFirstTime();
        everydayLife();
        changeEmail();
        accompanyingPartner();
        exports();
    }

    private void signInForTheFirstTime() {
        may("a wrong password", () -> signIn(email, "not the right password"));
        var first =
                must("the first sign-in", 200, () -> signIn(email, password)).text("token");
        password = freshPassword();
        remember(PASSWORD, password);
        var chosen = must(
                "an own password", 200, () -> anybody.as(first).post("/me/password", Map.of("newPassword", password)));
        remember("session token", chosen.text("token"));
        var version = anybody.as(chosen.text("token"))
                .get("/notices/current")
                .json()
                .path("version")
                .asInt(1);
        must("consent", 200, () -> self().post(
                        "/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE")));
    }

    private void everydayLife() {
        var codes = may("recovery codes", () -> self().post("/me/recovery-codes", Map.of()));
        codes.json().findValues("codes").forEach(list -> list.valueStream()
                .forEach(code -> remember("recovery code", code.asString())));
        var token =
                may("a personal access token", () -> self().post("/me/tokens", Map.of("name", randomness.letters(16))));
        remember("access token", token.text("token"));
        may("the profile", () -> self().get("/me"));
        may("everything that is stored, downloaded", () -> self().get("/me/data"));
        may("own consents", () -> self().get("/me/consents"));
        may("own sign-ins", () -> self().get("/me/sign-ins"));
        may("own sessions", () -> self().get("/me/sessions"));
        may("newsletters", () -> subscribe(self().get("/me/newsletters")));
        may("a look-up by e-mail", () -> ada.post("/users/lookup", Map.of("email", email)));
        may("a search by name", () -> ada.get("/users?query=klara"));
        may("the list of people", () -> ada.get("/users"));
        may("the record", () -> ada.get("/users/" + id));
        may(
                "a forgotten password",
                () -> anybody.post("/password-reset", Map.of("organisation", slug, "email", email)));
        suspend();
    }

    private void suspend() {
        var reason = "because " + randomness.letters(16);
        remember("reason of a suspension", reason);
        may("a suspension", () -> ada.post("/users/" + id + "/suspension", Map.of("reason", reason)));
        may("its end", () -> ada.send("DELETE", "/users/" + id + "/suspension", null));
    }

    private Answer subscribe(Answer newsletters) {
        newsletters.json().path("items").valueStream().forEach(one -> self().send(
                        "PUT", "/me/newsletters/" + one.path("id").asString(), Map.of("subscribed", true)));
        return newsletters;
    }

    private void changeEmail() {
        var fresh = freshEmail();
        remember("new e-mail", fresh);
        var changed = may(
                "a new e-mail", () -> self().send("PATCH", "/me", Map.of("email", fresh, "currentPassword", password)));
        if (changed.status() == 200) {
            email = fresh;
        }
    }

    /** Whose contact and invoice e-mails are people's too. */
    private void accompanyingPartner() {
        var contact = freshEmail();
        var invoice = freshEmail();
        remember("contact e-mail of a partner", contact);
        remember("invoice e-mail of a partner", invoice);
        partner = must(
                        "a partner",
                        201,
                        () -> ada.post(
                                "/partners",
                                Map.of(
                                        "name",
                                        "Canary Partners",
                                        "website",
                                        "https://canary.example",
                                        "contactEmail",
                                        contact,
                                        "category",
                                        "Publisher")))
                .text("id");
        may(
                "billing details",
                () -> ada.send(
                        "PUT",
                        "/partners/" + partner + "/billing-details",
                        Map.of(
                                "legalName",
                                "Canary Partners Ltd",
                                "address",
                                Map.of("street", "1 Canary Street", "city", "Dublin", "country", "IE"),
                                "currency",
                                "EUR",
                                "invoiceEmail",
                                invoice)));
        may("billing details, viewed", () -> ada.get("/partners/" + partner + "/billing-details"));
    }

    /** A sign-in that is still on its way: what memory must hold as long as the connection is open. */
    Socket halfASignIn() throws IOException {
        var socket = new Socket(anybody.base().getHost(), anybody.base().getPort());
        var start = "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4000\r\n\r\n{\"email\":\"" + email + "\",";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private void exports() {
        may("the audit log", () -> ada.get("/audit?limit=200"));
        may("the person's consents, by an admin", () -> ada.get("/users/" + id + "/consents"));
    }

    /** The end: by an admin, and of the partner too. */
    Answer terminate() {
        must("the partner’s deletion", 204, () -> ada.send("DELETE", "/partners/" + partner, null));
        return must("termination", 200, () -> ada.post("/users/" + id + "/termination", Map.of()));
    }

    /** Whether any of the secrets still lets anybody in. */
    boolean canSignIn(Rest at) {
        var inAnyWay = signIn(at, Map.of("organisation", slug, "email", email, PASSWORD, password))
                        .status()
                == 200;
        for (var secret : secrets.entrySet()) {
            if (secret.getKey().startsWith("recovery code")) {
                var form = Map.of("organisation", slug, "email", email, "recoveryCode", secret.getValue());
                inAnyWay |= signIn(at, form).status() == 200;
            } else if (secret.getKey().endsWith("token")) {
                inAnyWay |= at.as(secret.getValue()).get("/me").status() == 200;
            }
        }
        return inAnyWay;
    }

    private Rest self() {
        return anybody.as(secrets.getOrDefault("session token", ""));
    }

    private Answer signIn(String address, String with) {
        return signIn(anybody, Map.of("organisation", slug, "email", address, PASSWORD, with));
    }

    private static Answer signIn(Rest at, Map<String, String> form) {
        return at.post("/sign-in", form);
    }

    private Map<String, Object> form() {
        var role = ada.get("/roles").json().path("items").path(0).path("id").asString("");
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
                viewer(role),
                "temporaryPassword",
                password,
                "consent",
                Map.of("given", true, "noticeVersion", 1, "language", "en"));
    }

    private String viewer(String otherwise) {
        return ada.get("/roles")
                .json()
                .path("items")
                .valueStream()
                .filter(role -> role.path("name").asString("").equals("Viewer"))
                .map(role -> role.path("id").asString(""))
                .findFirst()
                .orElse(otherwise);
    }

    private Answer must(String what, int status, Supplier<Answer> step) {
        var answer = may(what, step);
        if (answer.status() != status) {
            throw new Broken("The canary could not live: " + what + " was answered " + answer.status());
        }
        return answer;
    }

    private Answer may(String what, Supplier<Answer> step) {
        var answer = step.get();
        (answer.isThere() ? lived : notThere).add(what);
        return answer;
    }

    private void remember(String name, String secret) {
        if (!secret.isEmpty()) {
            secrets.put(secrets.containsKey(name) ? name + " " + secrets.size() : name, secret);
        }
    }

    private String freshEmail() {
        return randomness.letters(16) + "@" + randomness.letters(12) + ".example";
    }

    private String freshPassword() {
        return randomness.letters(8) + "-" + randomness.letters(12);
    }
}
