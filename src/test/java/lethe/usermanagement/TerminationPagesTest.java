package lethe.usermanagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class TerminationPagesTest {
    @Autowired
    private Stage stage;

    @Test
    void asksOnceAndSaysWhatGoesWhatStaysAndWhy() {
        var house = stage.house();
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

        var page = house.ada().page("/users/" + id + "/termination").body();

        assertThat(page)
                .contains(
                        "What goes",
                        "E-mail address",
                        email,
                        "What stays",
                        "User: ID, first name, last name",
                        "Klara Kanari")
                .contains("cannot be undone", "Art. 17(3)(b) and (e) GDPR", "ten years unless");
        assertThat(house.ada().get("/users/" + id).text("status")).isEqualTo("INVITED");
    }

    @Test
    void leadsToTheReceiptInWords() {
        var house = stage.house();
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

        var done = house.ada().form("/users/" + id + "/termination", Map.of());
        var receipt = house.ada().page("/users/" + id + "/receipt");

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.http().headers().firstValue("Location")).hasValue("/users/" + id + "/receipt");
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body())
                .contains("Keys destroyed", "By", "Ada Admin", "the e-mail address", "the password", "all sessions")
                .contains("first name", "audit and accounting, Art. 17(3)(b) and (e) GDPR", "copies of the key file")
                .contains("/api/v1/users/" + id + "/receipt")
                .doesNotContain(email);
    }

    @Test
    void everyPhraseOfAReceiptIsSaidInGerman() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().form("/users/" + id + "/termination", Map.of());

        var page = house.ada()
                .with("Accept-Language", "de")
                .page("/users/" + id + "/receipt")
                .body();

        var signed = house.ada().get("/users/" + id + "/receipt").json().path("receipt");
        assertThat(page).doesNotContain(signed.path("storage").asString());
        signed.path("retained").values().forEach(group -> {
            assertThat(page).doesNotContain(group.path("ground").asString());
            if (!group.path("until").asString().startsWith("2")) {
                assertThat(page).doesNotContain(group.path("until").asString());
            }
            group.path("what").values().forEach(what -> assertThat(page)
                    .doesNotContain("<li>" + what.asString() + "</li>"));
        });
        signed.path("outOfReach").values().forEach(text -> assertThat(page).doesNotContain(text.asString()));
        signed.path("erased").values().forEach(part -> part.path("what")
                .values()
                .forEach(what -> assertThat(page).doesNotContain("<li>" + what.asString() + "</li>")));
    }

    @Test
    void showsWhatStaysToWhoMayReadTheLogOnly() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().form("/users/" + id + "/termination", Map.of());

        var record = house.ada().page("/users/" + id);
        var list = house.ada().page("/users?status=TERMINATED");

        assertThat(record.status()).isEqualTo(200);
        assertThat(record.body())
                .contains("Klara", "Legal ground", "audit and accounting, Art. 17(3)(b) and (e) GDPR", "Kept until")
                .contains("Viewer", "External", "Ada Admin")
                .doesNotContain("kanari.example", "/reassignment", "/sign-in-link");
        assertThat(list.body()).contains("Klara Kanari", "Viewer");
        assertThat(house.ada().page("/users").body()).doesNotContain("Klara Kanari");
    }

    @Test
    void twiceIsTheSameAsOnce() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");

        house.ada().form("/users/" + id + "/termination", Map.of());
        var before = house.ada().page("/users/" + id + "/receipt").body();
        var again = house.ada().form("/users/" + id + "/termination", Map.of());

        assertThat(again.status()).isEqualTo(303);
        assertThat(house.ada().page("/users/" + id + "/termination").status()).isEqualTo(303);
        assertThat(signed(house.ada().page("/users/" + id + "/receipt").body())).isEqualTo(signed(before));
    }

    @Test
    void leadsTheOneWhoLeavesToTheirOwnPage() {
        var house = stage.house();

        var asked = house.ada().page("/users/" + house.adaId() + "/termination");
        var posted = house.ada().form("/users/" + house.adaId() + "/termination", Map.of());

        assertThat(asked.http().headers().firstValue("Location")).hasValue("/profile/termination");
        assertThat(posted.http().headers().firstValue("Location")).hasValue("/profile/termination");
        assertThat(house.ada().get("/me").status()).isEqualTo(200);
    }

    @Test
    void anAdminIsTerminatedByNobodyBelow() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");

        assertThat(vera.api().page("/users/" + house.adaId() + "/termination").status())
                .isEqualTo(403);
        assertThat(vera.api()
                        .form("/users/" + house.adaId() + "/termination", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(house.ada().get("/me").text("status")).isNotEqualTo("TERMINATED");
    }

    @Test
    void thereIsNoReceiptForWhoIsHere() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada().page("/users/" + id + "/receipt").status()).isEqualTo(404);
    }

    private static String signed(String page) {
        assertThat(page).contains("<dt>Signature</dt>");
        // Whether it is proven by now is no part of what was signed.
        return page.substring(page.indexOf("class=\"receipt\""))
                .replaceAll("<p class=\"prose\" role=\"status\">.*?</p>", "");
    }
}
