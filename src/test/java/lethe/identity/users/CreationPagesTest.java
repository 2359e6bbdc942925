package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class CreationPagesTest {
    @Autowired
    private Stage stage;

    @Test
    void neverTicksTheBoxInAdvance() {
        var page = stage.house().ada().page("/users/new").body();

        assertThat(page)
                .contains("Art. 7 GDPR", "class=\"notice\"", "sha256:")
                .containsPattern("name=\"consent.given\" value=\"true\"");
        assertThat(page).doesNotContainPattern("consent.given\"[^>]*\\schecked");
    }

    @Test
    void createsNoOneWithoutTheBoxAndKeepsTheInput() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));
        form.remove("consent.given");

        var again = house.ada().form("/users/new", form);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("Without it, no user is created", "value=\"Klara\"", form.get("email"))
                .contains("value=\"EXTERNAL\" selected")
                .doesNotContainPattern("consent.given\"[^>]*\\schecked");
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void showsHowLongThePasswordWorks() {
        var house = stage.house();
        assertThat(house.ada().page("/users/new").body()).contains("for up to 7 days");
        var limits = List.of(Map.of("kind", "FIRST_SECRET", "amount", 1));
        assertThat(house.ada()
                        .put("/organisation/retention", Map.of("limits", limits))
                        .status())
                .isEqualTo(200);

        assertThat(house.ada().page("/users/new").body()).contains("for up to one day");
        assertThat(house.ada().with("Accept-Language", "de").page("/users/new").body())
                .contains("höchstens einen Tag");
    }

    @Test
    void refusesAnUnknownFieldByName() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));
        form.put("skypeId", "klara.k");

        var again = house.ada().form("/users/new", form);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).contains("skypeId", "value=\"Klara\"");
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void keepsTheTickAfterAnotherFieldIsWrong() {
        var house = stage.house();
        var form = form(house, "klara@");

        var again = house.ada().form("/users/new", form);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("This is not a valid email address")
                .containsPattern("consent.given\"[^>]*\\schecked");
    }

    @Test
    void asksAgainAfterATickForAnOutdatedNotice() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));
        form.put("consent.noticeVersion", "7");

        var again = house.ada().form("/users/new", form);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("There is a newer notice", "name=\"consent.noticeVersion\" value=\"1\"")
                .doesNotContainPattern("consent.given\"[^>]*\\schecked");
    }

    @Test
    void showsTheTemporaryPasswordOnceAndCreatesOneUser() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));

        var created = house.ada().form("/users/new", form);
        var again = house.ada().form("/users/new", form);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body())
                .contains("User created: Klara Kanari", "id=\"temporaryPassword\"", "What happens next");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("already exists").doesNotContain("id=\"temporaryPassword\"");
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(2);
    }

    @Test
    void recordsThePagesLanguageInTheAttestation() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));
        form.put("consent.language", "de");

        house.ada().form("/users/new", form);

        var klara = house.ada().get("/users?type=EXTERNAL").json().path("items").path(0);
        var shown = house.ada().get("/users/" + klara.path("id").asString()).json();
        assertThat(shown.path("consent").path("language").asString()).isEqualTo("de");
        assertThat(shown.path("consent").path("attestedBy").asString()).isEqualTo(house.adaId());
    }

    @Test
    void checksAChosenTemporaryPasswordAndDoesNotShowIt() {
        var house = stage.house();
        var form = form(house, Stage.email("klara"));
        form.put("password", "OWN");
        form.put("temporaryPassword", "short");

        var weak = house.ada().form("/users/new", form);
        form.put("temporaryPassword", Stage.PASSWORD);
        var created = house.ada().form("/users/new", form);

        assertThat(weak.status()).isEqualTo(422);
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.body())
                .contains("The temporary password is the one you set")
                .doesNotContain(Stage.PASSWORD);
    }

    @Test
    void reportsAnEmailInUseAtItsField() {
        var house = stage.house();
        var email = Stage.email("klara");
        house.create("Klara", email, "INTERNAL", "Viewer");

        var again = house.ada().form("/users/new", form(house, email));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("id=\"email-error\"", "already has this email address");
    }

    @Test
    void offersOnlyWhatTheActorHas() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");

        var page = vera.api().page("/users/new").body();
        var refused = vera.api().form("/users/new", changed(form(house, Stage.email("klara")), "type", "ADMIN"));

        assertThat(page).contains("value=\"INTERNAL\"", "value=\"EXTERNAL\"").doesNotContain("value=\"ADMIN\"");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(house.ada().get("/users").json().path("items").size()).isEqualTo(2);
    }

    private static Map<String, String> form(House house, String email) {
        return new HashMap<>(Map.of(
                "firstName", "Klara",
                "lastName", "Kanari",
                "email", email,
                "type", "EXTERNAL",
                "roleId", house.role("Viewer"),
                "password", "GENERATED",
                "consent.given", "true",
                "consent.noticeVersion", "1",
                "consent.language", "en",
                "repeatKey", "key-of-this-form"));
    }

    private static Map<String, String> changed(Map<String, String> form, String field, String value) {
        form.put(field, value);
        return form;
    }
}
