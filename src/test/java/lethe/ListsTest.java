package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.springframework.beans.factory.annotation.Autowired;

/** Lists are paged by key in one order, and searched by words. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class ListsTest {
    private static final List<String> PEOPLE =
            List.of("Uwe Öhm", "Zoë Zander", "Anna Abel", "Uwe Ohm", "Anna Äbel", "Anna Abel", "Bert abel");

    @Autowired
    private Stage stage;

    private House house;

    @BeforeAll
    void gather() {
        house = stage.house();
        for (var person : PEOPLE) {
            var form = new HashMap<>(house.form(person.split(" ")[0], Stage.email("x"), "INTERNAL", "Viewer"));
            form.put("lastName", person.split(" ")[1]);
            assertThat(house.ada().post("/users", form).status()).isEqualTo(201);
        }
    }

    @Test
    void listsAllUsersOnceInOrder() {
        var names = new ArrayList<String>();
        var ids = new ArrayList<String>();
        String next = "";
        do {
            var page = house.ada().get("/users?limit=3" + next);
            assertThat(page.json().path("items").size()).isLessThanOrEqualTo(3);
            names.addAll(names(page));
            page.json().path("items").forEach(user -> ids.add(user.path("id").asString()));
            next = page.json().path("next").isNull() ? null : "&after=" + page.text("next");
        } while (next != null);

        assertThat(names)
                .containsExactly(
                        "Anna Abel",
                        "Anna Abel",
                        "Bert abel",
                        "Anna Äbel",
                        "Ada Admin",
                        "Uwe Ohm",
                        "Uwe Öhm",
                        "Zoë Zander");
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void marksTheLastPageAndKeepsTheFilter() {
        var all = house.ada().get("/users?limit=8");
        var first = house.ada().get("/users?query=abel&limit=2");
        var second = house.ada().get("/users?query=abel&limit=2&after=" + first.text("next"));

        assertThat(all.json().path("items").size()).isEqualTo(8);
        assertThat(all.json().has("next")).isTrue();
        assertThat(all.json().path("next").isNull()).isTrue();
        assertThat(names(first)).containsExactly("Anna Abel", "Anna Abel");
        assertThat(names(second)).containsExactly("Bert abel", "Anna Äbel");
    }

    @ParameterizedTest
    @CsvSource({"abel,4", "ABEL,4", "Äbel,4", "ohm uwe,2", "zoe,1", "and,1", "anna zander,0", "%,0", "_,0", "\\,0"})
    void findsByEveryWordWithoutCaseAndAccents(String query, int found) {
        var answer = house.ada().get("/users?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items").size()).isEqualTo(found);
    }

    @Test
    void acceptsAHundredCharactersWithoutAnAtSign() {
        assertThat(house.ada().get("/users?query=" + "x".repeat(100)).status()).isEqualTo(200);
        assertThat(house.ada().get("/users?query=" + "x".repeat(101)).status()).isEqualTo(400);
        assertThat(house.ada().get("/users?query=a%40b").problem()).isEqualTo("use-lookup");
        assertThat(house.ada().get("/users?query=a%40b").status()).isEqualTo(422);
    }

    @Test
    void filters() {
        var other = stage.house();
        var edo = other.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var gone =
                other.create("Gina", Stage.email("gina"), "INTERNAL", "Manager").text("id");
        other.ada().post("/users/" + gone + "/termination", Map.of());

        assertThat(names(other.ada().get("/users"))).containsExactly("Ada Admin", "Edo Kanari");
        assertThat(names(other.ada().get("/users?type=EXTERNAL"))).containsExactly("Edo Kanari");
        assertThat(names(other.ada().get("/users?status=INVITED&type=EXTERNAL&query=kanari")))
                .containsExactly("Edo Kanari");
        assertThat(names(other.ada().get("/users?status=ACTIVE"))).isEmpty();
        assertThat(names(other.ada().get("/users?status=TERMINATED"))).containsExactly("Gina Kanari");
        assertThat(names(other.ada().get("/users?roleId=" + other.role("Viewer"))))
                .containsExactly("Edo Kanari");
        assertThat(names(other.ada().get("/users?roleId=" + house.role("Viewer"))))
                .isEmpty();
        assertThat(other.ada()
                        .get("/users?status=TERMINATED")
                        .json()
                        .at("/items/0")
                        .propertyNames())
                .contains("terminatedAt", "lastRole")
                .doesNotContain("email", "type");
        assertThat(other.ada()
                        .get("/audit?action=user.terminated&target=" + gone)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(other.ada()
                        .get("/audit?action=user.terminated&target=" + edo)
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void listsTheAuditLogNewestFirstAndOnce() {
        var all = ids(house.ada().get("/audit?limit=200"));
        var first = house.ada().get("/audit?limit=5");
        var second = house.ada().get("/audit?limit=5&after=" + first.text("next"));

        assertThat(ids(first)).isEqualTo(all.subList(0, 5));
        assertThat(ids(second)).isEqualTo(all.subList(5, 10));
        assertThat(all).doesNotHaveDuplicates();
        assertThat(house.ada()
                        .get("/audit?limit=200")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(one -> one.path("at").asString()))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void refusesAnotherListsCursor() {
        var cursor = stage.house().ada().get("/audit?limit=1").text("next");

        var foreign = house.ada().get("/users?after=" + cursor);

        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.json().at("/errors/0/field").asString()).isEqualTo("after");
    }

    private static List<String> names(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(user -> user.path("firstName").asString() + " "
                        + user.path("lastName").asString())
                .toList();
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }
}
