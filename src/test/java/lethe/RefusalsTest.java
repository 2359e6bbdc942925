package lethe;

import static lethe.Stage.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Refusals of requirements R1, R2 and R4, as in the contract. */
@LetheTest
class RefusalsTest {
    @Autowired
    private Stage stage;

    @Test
    void creatingUsersRequiresAnAttestation() {
        var house = stage.house();
        for (var consent : List.of(Map.of(), Map.of("given", false, "noticeVersion", 1), Map.of("noticeVersion", 1))) {
            var form = changed(house.form("Klara", Stage.email("klara"), "INTERNAL", "Viewer"), "consent", consent);

            var refused = house.ada().post("/users", form);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.problem()).isEqualTo("validation");
            assertThat(refused.json().path("errors").path(0).path("field").asString())
                    .isEqualTo("consent.given");
            assertThat(refused.json().path("errors").path(0).path("code").asString())
                    .isEqualTo("consent.required");
        }
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void refusesAnOutdatedNotice() {
        var house = stage.house();
        var form = changed(
                house.form("Klara", Stage.email("klara"), "INTERNAL", "Viewer"),
                "consent",
                Map.of("given", true, "noticeVersion", 7));

        var refused = house.ada().post("/users", form);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("consent.noticeVersion", "notice.outdated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "skypeId", "country", "language", "currency", "countryOfPromotion"})
    void refusesUnknownFieldsByName(String field) {
        var house = stage.house();
        var form = changed(house.form("Klara", Stage.email("klara"), "INTERNAL", "Viewer"), field, "x");

        var refused = house.ada().post("/users", form);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("unknown-field");
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstName", "lastName", "email", "password", "temporaryPassword"})
    void othersPersonalDataCannotBeEdited(String field) {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
        var before = house.ada().get("/users/" + id).body();

        var refused = house.ada().patch("/users/" + id, Map.of(field, "New-Value-1234567", "type", "EXTERNAL"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("personal-data-of-another");
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(house.ada().get("/users/" + id).body()).isEqualTo(before);
    }

    @Test
    void reassignmentRefusesOtherFields() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada().patch("/users/" + id, Map.of("status", "ACTIVE")).problem())
                .isEqualTo("unknown-field");
        assertThat(house.ada().patch("/users/" + id, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void anotherOrganisationsIdIsNotFound() {
        var house = stage.house();
        var other = stage.house();
        var id = other.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada().get("/users/" + id).status()).isEqualTo(404);
        assertThat(house.ada()
                        .patch("/users/" + id, Map.of("email", "x@y.example"))
                        .status())
                .isEqualTo(404);
        assertThat(house.ada().post("/users/" + id + "/termination", Map.of()).status())
                .isEqualTo(404);
        assertThat(house.ada().post("/users/" + id + "/sign-in-link", Map.of()).status())
                .isEqualTo(404);
        assertThat(other.ada().get("/users/" + id).text("status")).isEqualTo("INVITED");
    }

    @Test
    void permissionsCannotBeGrantedWithoutHavingThem() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        house.ada().patch("/users/" + vera.id(), Map.of("roleId", house.role("Administrator")));
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");

        assertThat(vera.api().patch("/users/" + edo, Map.of("type", "ADMIN")).problem())
                .isEqualTo("admins-only");
        assertThat(vera.api()
                        .post("/users/" + house.adaId() + "/termination", Map.of())
                        .problem())
                .isEqualTo("admins-only");
        assertThat(vera.api()
                        .patch("/users/" + vera.id(), Map.of("roleId", house.role("Viewer")))
                        .problem())
                .isEqualTo("own-rights");
        assertThat(house.ada()
                        .patch("/users/" + house.adaId(), Map.of("type", "INTERNAL"))
                        .problem())
                .isEqualTo("own-rights");
        assertThat(house.ada()
                        .patch("/users/" + edo, Map.of("roleId", house.role("Administrator")))
                        .body())
                .contains("roleId", "external-manages");
    }

    @Test
    void passwordsMustBeLongUncommonStrongAndNew() {
        var house = stage.house();
        var email = Stage.email("klara");
        var temporary = house.create("Klara", email, "INTERNAL", "Viewer").text("temporaryPassword");
        var signedIn = stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", temporary));
        var klara = stage.anybody().as(signedIn.text("token"));

        assertThat(code(klara, "short")).isEqualTo("password-too-short");
        assertThat(code(klara, "passwordpassword")).isEqualTo("password-common");
        assertThat(code(klara, "aaaaaaaaaaaaaa")).isEqualTo("password-weak");
        assertThat(code(klara, temporary)).isEqualTo("password-same");
        assertThat(code(klara, "x".repeat(257))).isEqualTo("too-long");
        assertThat(klara.post("/me/password", Map.of("newPassword", PASSWORD)).status())
                .isEqualTo(200);
        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", temporary))
                        .problem())
                .isEqualTo("sign-in-failed");
    }

    @Test
    void aSearchForAnEmailLeadsToTheLookup() {
        var house = stage.house();
        var email = Stage.email("klara");
        house.create("Klara", email, "INTERNAL", "Viewer");

        assertThat(house.ada().get("/users?query=klara%40x.example").body()).contains("use-lookup");
        assertThat(house.ada()
                        .post("/users/lookup", Map.of("email", " " + email.toUpperCase(java.util.Locale.ROOT)))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(house.ada()
                        .post("/users/lookup", Map.of("email", "nobody@x.example"))
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(stage.house()
                        .ada()
                        .post("/users/lookup", Map.of("email", email))
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void failedSignInsRespondTheSame() {
        var house = stage.house();
        var klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        var anybody = stage.anybody();

        var wrong = anybody.post(
                "/sign-in",
                Map.of("organisation", house.slug(), "email", klara.email(), "password", "wrong-wrong-wrong"));
        var unknown = anybody.post(
                "/sign-in", Map.of("organisation", house.slug(), "email", "nobody@x.example", "password", PASSWORD));
        var elsewhere = anybody.post(
                "/sign-in", Map.of("organisation", stage.house().slug(), "email", klara.email(), "password", PASSWORD));
        var nowhere = anybody.post(
                "/sign-in", Map.of("organisation", "no-such-house", "email", klara.email(), "password", PASSWORD));

        assertThat(List.of(wrong, unknown, elsewhere, nowhere)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(wrong.body());
        });
    }

    @Test
    void tooManyFailuresAreThrottled() {
        var house = stage.house();
        var klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        var form = Map.of("organisation", house.slug(), "email", klara.email(), "password", "wrong-wrong-wrong");

        for (var attempt = 0; attempt < 10; attempt++) {
            assertThat(stage.anybody().post("/sign-in", form).status()).isEqualTo(401);
        }

        var throttled = stage.anybody().post("/sign-in", form);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.http().headers().firstValueAsLong("Retry-After")).isPresent();
    }

    private static String code(Api klara, String password) {
        return klara.post("/me/password", Map.of("newPassword", password))
                .json()
                .path("errors")
                .path(0)
                .path("code")
                .asString();
    }

    private static Map<String, Object> changed(Map<String, Object> form, String field, Object value) {
        var changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }
}
