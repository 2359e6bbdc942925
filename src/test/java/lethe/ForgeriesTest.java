package lethe;

import static lethe.Stage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lethe.Stage.House;
import lethe.platform.kernel.TypeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Forged forms, and nearly correct secrets. */
@LetheTest
class ForgeriesTest {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
    }

    @Test
    void acceptsFormsOnlyFromTheirRecipient() {
        var mara = atABrowser("Mara");
        var mark = mark(mara);
        var strangers = mark(atABrowser("Nora"));

        for (var forged :
                List.of("", "x", strangers, mark.substring(1), UUID.randomUUID().toString())) {
            assertThat(mara.postUnmarked(form(), role(forged)).status())
                    .as("%s", forged.length())
                    .isEqualTo(403);
        }
        assertThat(mara.postUnmarked(form(), Map.of("name", "Forged")).status()).isEqualTo(403);
        assertThat(roles()).doesNotContain("Forged");
        assertThat(mara.postUnmarked(form(), role(mark)).status()).isEqualTo(303);
        assertThat(roles()).contains("Forged");
    }

    @Test
    void refusesReplayedFormsAfterSigningOut() {
        var mara = atABrowser("Mara");
        var mark = mark(mara);
        mara.post(at("/sign-out"));

        var replayed = mara.postUnmarked(form(), role(mark));

        assertThat(replayed.status()).isIn(303, 401, 403);
        assertThat(replayed.leadsTo()).doesNotContain("/roles");
        assertThat(roles()).doesNotContain("Forged");
    }

    @Test
    void ignoresMethodOverridesInForms() {
        var id = house.role("Viewer");
        var mara = atABrowser("Mara");
        var form = new TreeMap<>(Map.of("_csrf", mark(mara), "_method", "delete", "name", "Viewer"));

        assertThat(mara.postUnmarked(at("/roles/" + id + "/name"), form).status())
                .isEqualTo(400);
        for (var header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            var answer = house.ada().with(header, "DELETE").post("/roles/" + id, Map.of());
            assertThat(answer.status()).isEqualTo(405);
        }
        assertThat(roles()).contains("Viewer");
    }

    @Test
    void refusesSecretsWithOneWrongBit() {
        var person = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var token = person.api().post("/me/tokens", Map.of("name", "one")).text("token");
        var link = house.create("Edowina", Stage.email("edowina"), "EXTERNAL", "Viewer");
        var secret = house.ada()
                .post("/users/" + link.text("id") + "/sign-in-link", Map.of())
                .text("url");
        var letters = secret.substring(secret.lastIndexOf('/') + 1);

        assertThat(stage.anybody().as(token).get("/me").status()).isEqualTo(200);
        flipped(token)
                .forEach(near ->
                        assertThat(stage.anybody().as(near).get("/me").status()).isEqualTo(401));
        flipped(letters)
                .forEach(near ->
                        assertThat(stage.anybody().page("/link/" + near).body()).doesNotContain("Edowina"));
        flipped(letters).limit(3).forEach(near -> assertThat(
                        stage.anybody().post("/sign-in", Map.of("link", near)).status())
                .isIn(401, 410, 429));
    }

    @Test
    void keepsNamesOfEveryScriptAndIsolatesTheirDirection() {
        for (var name :
                List.of("O'Neill", "\u202Eelpmaxe", "Zo\u200Be", "\u05D0\u05D1", "\u4E2D\u6587 <b>", "\uD835\uDD38")) {
            var created = house.create(name, Stage.email("klara"), "INTERNAL", "Viewer");
            var asked = house.ada().page("/users/" + created.text("id") + "/termination");

            assertThat(created.text("firstName")).isEqualTo(name);
            assertThat(asked.body()).contains(name.replace("<", "&lt;").replace(">", "&gt;"));
        }
        var turned = house.create("\u202Eelpmaxe", Stage.email("klara"), "INTERNAL", "Viewer");
        assertThat(house.ada()
                        .page("/users/" + turned.text("id") + "/termination")
                        .body())
                .contains("\u2068\u202Eelpmaxe Kanari\u2069");
    }

    @Test
    void acceptsOneSpellingOfAnId() {
        var uuid = TypeId.parse("user", house.adaId()).orElseThrow();

        for (var other : List.of(
                house.adaId().toUpperCase(Locale.ROOT),
                uuid.toString(),
                house.adaId() + "%20",
                house.adaId().replace("user_", "USER_"),
                house.adaId().replace('0', 'o'),
                "role_" + TypeId.encode(uuid))) {
            assertThat(house.ada().get("/users/" + other).status()).as(other).isEqualTo(404);
        }
    }

    /** Flips the lowest bit of each letter where a header can still carry it. */
    private static Stream<String> flipped(String secret) {
        IntFunction<String> near =
                place -> secret.substring(0, place) + (char) (secret.charAt(place) ^ 1) + secret.substring(place + 1);
        return IntStream.range(0, secret.length()).mapToObj(near).filter(text -> text.matches("[a-z0-9_]+"));
    }

    private Visitor atABrowser(String name) {
        var person = house.person(stage.anybody(), name, "ADMIN", "Administrator");
        var visitor = new Visitor(port);
        visitor.signIn(house.slug(), person.email(), PASSWORD);
        return visitor;
    }

    private String mark(Visitor visitor) {
        var page = visitor.get(form()).body();
        return page.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    }

    private Map<String, String> role(String mark) {
        return new TreeMap<>(Map.of("_csrf", mark, "name", "Forged", "permissions", "VIEW_PARTNERS"));
    }

    private String form() {
        return at("/roles/new");
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }

    private String roles() {
        return house.ada().get("/roles").body();
    }
}
