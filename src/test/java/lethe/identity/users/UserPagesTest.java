package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class UserPagesTest {
    @Autowired
    private Stage stage;

    @Test
    void suggestsCreatingAUserToTheFirstAdministrator() {
        var house = stage.house();

        var page = house.ada().page("/users");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Ada Admin", "Create a user", "/users/new");
    }

    @Test
    void putsFiltersInTheUrl() {
        var house = stage.house();
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        house.create("Vera", Stage.email("vera"), "INTERNAL", "Manager");

        var posted = house.ada().form("/users/search", Map.of("query", " ", "type", "EXTERNAL", "roleId", ""));
        var external = house.ada().page(location(posted));
        var managers = house.ada().page("/users?roleId=" + house.role("Manager"));

        assertThat(posted.status()).isEqualTo(303);
        assertThat(location(posted)).isEqualTo("/users?type=EXTERNAL");
        assertThat(external.body()).contains("Edo Kanari").doesNotContain("Vera Kanari", "Ada Admin<");
        assertThat(managers.body()).contains("Vera Kanari").doesNotContain("Edo Kanari");
    }

    @Test
    void findsANameWithoutPuttingItInTheUrl() {
        var house = stage.house();
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer");

        var found = house.ada().form("/users/search", Map.of("query", "kana VE"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains("Vera Kanari", "value=\"kana VE\"").doesNotContain("Edo Kanari", "query=");
    }

    @Test
    void filtersNarrowASearchByName() {
        var house = stage.house();
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");
        house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer");

        var found = house.ada().form("/users/search", Map.of("query", "kanari", "type", "EXTERNAL"));

        assertThat(found.body()).contains("Edo Kanari").doesNotContain("Vera Kanari");
    }

    @Test
    void looksUpAnEmailExactly() {
        var house = stage.house();
        var email = Stage.email("vera");
        house.create("Vera", email, "INTERNAL", "Viewer");

        var found = house.ada().form("/users/search", Map.of("query", " " + email + " "));
        var other = house.ada().form("/users/search", Map.of("query", "x" + email));

        assertThat(found.body()).contains("Vera Kanari");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).contains("No users found").doesNotContain("Vera Kanari");
    }

    @Test
    void asksAgainForHalfAnEmail() {
        var house = stage.house();

        var again = house.ada().form("/users/search", Map.of("query", "vera@"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("This is not a valid email address", "value=\"vera@\"", "Ada Admin");
    }

    @Test
    void continuesListsByLinkAndSearchesByForm() {
        var house = stage.house();
        for (var number = 0; number < 51; number++) {
            house.create("Nr" + number, Stage.email("nr"), "INTERNAL", "Viewer");
        }

        var first = house.ada().page("/users?type=INTERNAL");
        var next = between(first.body(), "/users?type=INTERNAL&amp;after=", "\"");
        var rest = house.ada().page("/users?type=INTERNAL&after=" + next);
        var found = house.ada().form("/users/search", Map.of("query", "nr"));
        var after = between(found.body(), "name=\"after\" value=\"", "\"");
        var more = house.ada().form("/users/search", Map.of("query", "nr", "after", after));

        assertThat(count(first.body(), " Kanari</a>")).isEqualTo(50);
        assertThat(count(rest.body(), " Kanari</a>")).isEqualTo(1);
        assertThat(rest.body()).contains("Back to the start").doesNotContain("Show more");
        assertThat(count(found.body(), " Kanari</a>")).isEqualTo(50);
        assertThat(count(more.body(), " Kanari</a>")).isEqualTo(1);
    }

    @Test
    void showsAUserWithRoleAndEvidence() {
        var house = stage.house();
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Manager");

        var page = house.ada().page("/users/" + edo.id()).body();

        assertThat(page)
                .contains("Edo", edo.email(), "Change billing details, and deactivate and delete partners.")
                .contains("Attested by", "Ada Admin", "they read the notice and chose “Consent and continue”")
                .contains("a temporary password", "/notices/1?language=en", "/audit?target=" + edo.id());
    }

    @Test
    void offersASignInLinkOnlyForUsersWhoHaveNotSignedIn() {
        var house = stage.house();
        var invited = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        assertThat(house.ada().page("/users/" + invited.text("id")).body()).contains("/sign-in-link");
        assertThat(house.ada().page("/users/" + edo.id()).body()).doesNotContain("/sign-in-link");
    }

    @Test
    void offersOnlyWhatTheActorMayDo() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");

        var boss = vera.api().page("/users/" + house.adaId()).body();
        var self = vera.api().page("/users/" + vera.id()).body();

        assertThat(boss)
                .contains("Only administrators can reassign or terminate administrators")
                .doesNotContain("/reassignment", house.adaId() + "/termination");
        assertThat(self)
                .contains("This is you", "/profile")
                .doesNotContain("/reassignment", vera.id() + "/termination");
    }

    @Test
    void hidesUsersFromActorsWhoOnlyViewPartners() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        for (var address : new String[] {"/users", "/users/new", "/users/" + house.adaId(), "/roles", "/audit"}) {
            var refused = vera.api().page(address);

            assertThat(refused.status()).as(address).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("Ada Admin");
        }
    }

    @Test
    void hidesUsersOfOtherOrganisations() {
        var house = stage.house();
        var other = stage.house().create("Klara", Stage.email("klara"), "INTERNAL", "Viewer");

        for (var page : new String[] {"", "/reassignment", "/termination", "/receipt"}) {
            assertThat(house.ada().page("/users/" + other.text("id") + page).status())
                    .as(page)
                    .isEqualTo(404);
        }
    }

    @Test
    void translatesPagesToGerman() {
        var house = stage.house();

        var page = house.ada().with("Accept-Language", "de").page("/users/new");

        assertThat(page.body())
                .contains("lang=\"de\"", "Hat diese Person eingewilligt?", "name=\"consent.language\" value=\"de\"");
    }

    private static String location(Answer answer) {
        return answer.http().headers().firstValue("Location").orElseThrow();
    }

    private static String between(String text, String before, String after) {
        var start = text.indexOf(before) + before.length();
        assertThat(text).contains(before);
        return text.substring(start, text.indexOf(after, start));
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
