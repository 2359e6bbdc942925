package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api.Answer;
import lethe.Stage.House;
import lethe.platform.kernel.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The row that a cursor names can be deleted before the next page: no list may end there in silence. */
@LetheTest
class DeletedCursorsTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private House house;
    private DeletableRows rows;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
        rows = new DeletableRows(context, house);
    }

    @ParameterizedTest
    @CsvSource({
        "/users?status=TERMINATED, terminated",
        "/users?status=TERMINATED&query=aa, terminated",
        "/users/findings/NEVER_SIGNED_IN, app_user",
        "/roles, role",
        "/partners, partner",
        "/partners?query=aa, partner",
        "/newsletters, newsletter",
        "/me/newsletters, newsletter"
    })
    void aListRefusesToGoOnFromADeletedRow(String list, String table) {
        rows.add(table, 3);
        var next = list + (list.contains("?") ? "&" : "?") + "limit=1&after=";
        var first = house.ada().get(next.replace("&after=", ""));
        var second = house.ada().get(next + first.text("next"));
        assertThat(second.json().path("items"))
                .as("while the row is there: %s", first.body())
                .hasSize(1);

        rows.delete(table, first.json().at("/items/0/id").asString());

        assertRefused(house.ada().get(next + first.text("next")));
        assertThat(house.ada().get(next + second.text("next")).json().path("items"))
                .as("after a row that is still there")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/users?status=TERMINATED&after=, terminated",
        "/users/review?finding=NEVER_SIGNED_IN&after=, app_user",
        "/consents/undecided?after=, app_user",
        "/roles?after=, role",
        "/newsletters?after=, newsletter"
    })
    void aPageSaysWhatToDo(String list, String table) {
        rows.add(table, 1);
        var row = rows.added(table);
        var page = list + Page.cursor(row);
        var english = house.ada().with("Accept-Language", "en").with("Accept", "text/html");
        var german = house.ada().with("Accept-Language", "de").with("Accept", "text/html");
        assertThat(english.page(page).status()).as("while the row is there").isEqualTo(200);

        rows.delete(table, row.toString());

        assertThat(english.page(page).status()).isEqualTo(400);
        assertThat(english.page(page).body()).contains("<code>after</code>", "Start again from the first page");
        assertThat(german.page(page).body()).contains("Beginnen Sie wieder bei der ersten Seite");
    }

    @Test
    void holdersOfARoleAreNotCutOff() {
        rows.add("app_user", 1);
        var row = rows.added("app_user");
        var page = "/roles/" + house.role("Viewer") + "?after=" + Page.cursor(row);
        assertThat(house.ada().page(page).status()).isEqualTo(200);

        rows.delete("app_user", row.toString());

        assertThat(house.ada().page(page).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/users/search, app_user", "/partners, partner"})
    void aSearchSaysWhatToDo(String form, String table) {
        rows.add(table, 1);
        var row = rows.added(table);
        rows.delete(table, row.toString());

        var answer =
                house.ada().with("Accept-Language", "en").form(form, Map.of("query", "aa", "after", Page.cursor(row)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Start again from the first page");
    }

    @Test
    void consentRecordsAreNotCutOff() {
        rows.attested(3);
        var newest = rows.newestAttestation();
        var page = "/consents?after=" + Page.cursor(newest);
        assertThat(house.ada().page(page).status()).isEqualTo(200);

        rows.delete("attestation", newest.toString());

        assertThat(house.ada().page(page).status()).isEqualTo(400);
        assertThat(house.ada().page("/consents").status()).isEqualTo(200);
    }

    /** The last page was full when its cursor was made, and everything behind it is gone now. */
    @Test
    void anEmptyLastPageAfterARowThatIsThereIsNoFault() {
        var roles = house.ada().get("/roles?limit=200").json().path("items");
        var end = DeletableRows.uuid(roles.get(roles.size() - 1).path("id").asString());

        var empty = house.ada().get("/roles?after=" + Page.cursor(end));

        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/users", "/roles", "/partners", "/newsletters"})
    void anothersRowIsLikeADeletedOne(String list) {
        var other = stage.house();
        var role = DeletableRows.uuid(other.role("Viewer"));

        assertRefused(house.ada().get(list + "?after=" + Page.cursor(role)));
    }

    private void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-parameter");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("after");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("cursor-gone");
        assertThat(answer.json().at("/errors/0/message").asString()).contains("first page");
    }
}
