package lethe;

import static lethe.FixtureMaker.ok;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The people in a fixture, by first name: their ids and secrets. */
final class FixturePeople {
    private final String slug;
    private final Map<String, String> ids;
    private Api anybody = new Api(0);

    FixturePeople(String slug) {
        this(slug, new LinkedHashMap<>());
    }

    /** @param ids the stored ids of people and of what they created */
    FixturePeople(String slug, Map<String, String> ids) {
        this.slug = slug;
        this.ids = ids;
    }

    void at(Api server) {
        anybody = server;
    }

    Api anybody() {
        return anybody;
    }

    Map<String, String> all() {
        return ids;
    }

    void remember(String name, String id) {
        ids.put(name, id);
    }

    String id(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@kanari.example";
    }

    Api.Answer signIn(String name, String password) {
        return anybody.post("/sign-in", Map.of("organisation", slug, "email", email(name), "password", password));
    }

    Api signedIn(String name) {
        return anybody.as(ok(200, signIn(name, Stage.PASSWORD)).text("token"));
    }

    /** Creates a user, attesting consent to the current notice. */
    Api.Answer create(Api admin, String name, String type, String role) {
        var form = new TreeMap<>(new Stage.House("", slug, "", "", admin).form(name, email(name), type, role));
        var version = admin.get("/notices/current").json().path("version").asInt();
        form.put("consent", Map.of("given", true, "noticeVersion", version, "language", "en"));
        return admin.post("/users", form);
    }

    /** Creates a user and returns the temporary password. */
    String invite(Api admin, String name, String type, String role) {
        var created = ok(201, create(admin, name, type, role));
        remember(name, created.text("id"));
        return created.text("temporaryPassword");
    }

    /** Sets a user's password and consents to the notice of that time. */
    void settle(Api admin, String name, String type, String role) {
        var first = ok(200, signIn(name, invite(admin, name, type, role))).text("token");
        var chosen = ok(200, anybody.as(first).post("/me/password", Map.of("newPassword", Stage.PASSWORD)));
        ok(
                200,
                anybody.as(chosen.text("token"))
                        .post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE")));
    }
}
