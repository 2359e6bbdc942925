package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Which names and e-mails are valid, and when two e-mails are the same. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class PeopleOverRestTest {
    @Autowired
    private Stage stage;

    private House house;

    @BeforeAll
    void gather() {
        house = stage.house();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "klara@kanari.example, klara@kanari.example",
                "Klara.Kanari@kanari.example,kLARA.kanari@KANARI.example ",
                "k+news@kanari.example,K+NEWS@kanari.example",
                "jörg@kanari.example,JÖRG@kanari.example",
                "k@künste-kanari.example,K@xn--knste-kanari-dlb.example",
                "k@STRASSE-kanari.example,k@strasse-kanari.example"
            })
    void acceptsAnEmailOnceInAnySpelling(String first, String again) {
        var created = create("Klara", "Kanari", first);
        var taken = create("Klara", "Kanari", again);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("email")).isEqualTo(first.strip());
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.problem()).isEqualTo("email-in-use");
        assertThat(taken.body()).doesNotContainIgnoringCase(first.strip());
        assertThat(house.ada()
                        .post("/users/lookup", Map.of("email", again))
                        .json()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(created.text("id"));
    }

    @Test
    void acceptsAnEmailUsedInAnotherOrganisation() {
        var email = Stage.email("both");
        create("Klara", "Kanari", email);

        assertThat(stage.house().create("Klara", email, "INTERNAL", "Viewer").status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "klara,email",
        "@kanari.example,email",
        "klara@,email",
        "klara@kanari,email",
        "kl ara@kanari.example,email",
        "klara@@kanari.example,email",
        "klara@kanari..example,email",
        "'',required"
    })
    void refusesInvalidEmails(String email, String code) {
        assertRefused(create("Klara", "Kanari", email), "email", code);
    }

    @Test
    void refusesOverlongEmailsAndInvisibleCharacters() {
        assertRefused(create("Klara", "Kanari", "k".repeat(65) + "@kanari.example"), "email", "email");
        assertThat(create("Klara", "Kanari", "k".repeat(64) + "@kanari.example").status())
                .isEqualTo(201);
        assertRefused(create("Klara", "Kanari", "k@" + "kanari.".repeat(40) + "example"), "email", "too-long");
        assertRefused(create("Klara", "Kanari", "kl\u0000ara@kanari.example"), "email", "email");
    }

    @Test
    void refusesInvalidNames() {
        var names = Map.of(
                "", "required",
                " \t\u3000", "required",
                "klara@kanari", "at-sign",
                "Kla\u0000ra", "control-character",
                "Kla\tra", "control-character",
                "Kla\nra", "control-character",
                "Kla\u0085ra", "control-character");

        names.forEach((name, code) -> {
            assertRefused(create(name, "Kanari", Stage.email("klara")), "firstName", code);
            assertRefused(create("Klara", name, Stage.email("klara")), "lastName", code);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë",
                "O’Neill-Śmigły",
                "שָׁלוֹם",
                "\u202Bעברית\u202C",
                "نسرین\u200Cدخت",
                "👩🏽‍🚀",
                "山田\u3000太郎",
                "e\u0301",
                "<b>&amp;",
                "%_\\'\""
            })
    void keepsNamesOfEveryScriptAsTheyAre(String name) {
        var created = create(name, " " + name + "\t", Stage.email("script"));

        assertThat(created.status()).isEqualTo(201);
        var read = house.ada().get("/users/" + created.text("id"));
        assertThat(read.text("firstName")).isEqualTo(name);
        assertThat(read.text("lastName")).isEqualTo(name);
    }

    @Test
    void countsCodePoints() {
        assertThat(create("🦆".repeat(100), "Kanari", Stage.email("duck")).status())
                .isEqualTo(201);
        assertRefused(create("🦆".repeat(101), "Kanari", Stage.email("duck")), "firstName", "too-long");
    }

    @Test
    void reportsAllErrorsTogether() {
        var refused = create("", "a@b", "x");

        assertThat(refused.json().path("errors").valueStream().map(one -> one.path("field")
                        .asString()))
                .containsExactlyInAnyOrder("firstName", "lastName", "email");
    }

    @Test
    void refusesUnpairedSurrogates() {
        var form = "{\"firstName\":\"Kla\\ud800ra\",\"lastName\":\"Kanari\",\"email\":\"x@kanari.example\",\"type\":"
                + "\"INTERNAL\",\"roleId\":\"" + house.role("Viewer")
                + "\",\"consent\":{\"given\":true,\"noticeVersion\":1}}";

        assertThat(house.ada().send("POST", "/users", form).status()).isEqualTo(400);
    }

    @Test
    void refusesManagingRolesForExternalUsers() {
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var vera = house.create("Vera", Stage.email("vera"), "INTERNAL", "Administrator")
                .text("id");

        assertRefused(
                house.create("Edo", Stage.email("edo"), "EXTERNAL", "Administrator"), "roleId", "external-manages");
        assertRefused(
                house.ada().patch("/users/" + edo, Map.of("roleId", house.role("Administrator"))),
                "roleId",
                "external-manages");
        assertRefused(house.ada().patch("/users/" + vera, Map.of("type", "EXTERNAL")), "roleId", "external-manages");
        assertThat(house.ada()
                        .patch("/users/" + vera, Map.of("type", "EXTERNAL", "roleId", house.role("Viewer")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void limitsAccessOfExternalUsersOnly() {
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var vera =
                house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer").text("id");

        assertThat(house.ada()
                        .patch("/users/" + edo, Map.of("accessUntil", "2031-05-31"))
                        .text("accessUntil"))
                .isEqualTo("2031-05-31");
        assertRefused(
                house.ada().patch("/users/" + vera, Map.of("accessUntil", "2031-05-31")),
                "accessUntil",
                "external-only");
        assertRefused(
                house.ada().patch("/users/" + edo, Map.of("accessUntil", "+999999999-12-31")), "accessUntil", "format");
        assertThat(house.ada()
                        .patch("/users/" + edo, Map.of("accessUntil", "2031-02-30"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void keepsTheLastDayIfAbsentAndRemovesItIfEmpty() {
        var edo = "/users/"
                + house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var vera = "/users/"
                + house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer")
                        .text("id");

        for (var empty : List.of("null", "\"\"")) {
            house.ada().patch(edo, Map.of("accessUntil", "2031-05-31"));
            assertThat(house.ada().patch(edo, Map.of("type", "EXTERNAL")).text("accessUntil"))
                    .isEqualTo("2031-05-31");

            var emptied = house.ada().send("PATCH", edo, "{\"accessUntil\":" + empty + "}");

            assertThat(emptied.status()).as(emptied.body()).isEqualTo(200);
            assertThat(house.ada().get(edo).json().has("accessUntil")).as(empty).isFalse();
            assertThat(house.ada()
                            .send("PATCH", vera, "{\"accessUntil\":" + empty + "}")
                            .status())
                    .as("there was none")
                    .isEqualTo(200);
        }
        assertThat(house.ada()
                        .get("/audit?action=user.reassigned&target=" + edo.substring("/users/".length()))
                        .json()
                        .at("/items/0/facts/accessUntil")
                        .asString())
                .isEqualTo("removed");
        for (var wrong : List.of(
                "{\"type\":null}", "{\"roleId\":null}", "{\"accessUntil\":[null]}", "{\"accessUntil\":\" \"}")) {
            assertThat(house.ada().send("PATCH", edo, wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    private Answer create(String firstName, String lastName, String email) {
        var form = new HashMap<>(house.form(firstName, email, "INTERNAL", "Viewer"));
        form.put("lastName", lastName);
        return house.ada().post("/users", form);
    }

    private static void assertRefused(Answer refused, String field, String code) {
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo(code);
    }
}
