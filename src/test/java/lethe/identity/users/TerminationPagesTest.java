package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.LetheTest;
import lethe.Stage;
import lethe.privacy.inventory.Inventory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class TerminationPagesTest {
    @Autowired
    private Inventory inventory;

    @Autowired
    private Stage stage;

    @Test
    void asksOnceAndListsWhatIsErasedAndKeptAndWhy() {
        var house = stage.house();
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

        var page = house.ada().page("/users/" + id + "/termination").body();

        assertThat(page)
                .contains(
                        "Erased", "the email address", email, "Kept", "first name", "consent evidence", "Klara Kanari")
                .contains("can’t be undone", "Art. 17(3)(b) and (e) GDPR", "can be used for a new user");
        assertThat(house.ada().get("/users/" + id).text("status")).isEqualTo("INVITED");
    }

    /** The confirmation lists exactly what the receipt lists later: nothing that does not exist, and no table names. */
    @Test
    void listsTheSameAsTheReceipt() {
        var house = stage.house();
        var edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        edo.api().post("/me/tokens", Map.of("name", "script"));
        edo.api().post("/users", house.form("Vera", Stage.email("vera"), "INTERNAL", "Viewer"));

        for (var language : new String[] {"en", "de"}) {
            var ada = house.ada().with("Accept-Language", language);
            var invited = house.create("Ida", Stage.email("ida"), "EXTERNAL", "Viewer")
                    .text("id");
            for (var id : language.equals("en") ? List.of(invited) : List.of(invited, edo.id())) {
                var before = fates(ada.page("/users/" + id + "/termination").body());
                ada.form("/users/" + id + "/termination", Map.of());

                var after = fates(ada.page("/users/" + id + "/receipt").body());

                assertThat(before).isNotEmpty().containsExactlyInAnyOrderElementsOf(after);
            }
        }
    }

    @Test
    void confirmationNamesNoTables() {
        var house = stage.house();
        var edo = house.person(stage.anybody(), "Edo", "INTERNAL", "Administrator");
        var tables = inventory.ofUsers().stream()
                .map(datum -> inventory.table(datum.table(), Locale.ENGLISH))
                .distinct()
                .toList();

        var page = house.ada()
                .with("Accept-Language", "en")
                .page("/users/" + edo.id() + "/termination")
                .body();

        assertThat(fates(page)).doesNotContainAnyElementsOf(tables).noneMatch(line -> line.contains(": ID"));
    }

    private static List<String> fates(String page) {
        var fates = page.substring(
                page.indexOf("<div class=\"fates\">"), page.indexOf("</section>", page.indexOf("fate stays")));
        return Pattern.compile("<li>(.*?)</li>", Pattern.DOTALL)
                .matcher(fates)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    @Test
    void leadsToAReadableReceipt() {
        var house = stage.house();
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

        var done = house.ada().form("/users/" + id + "/termination", Map.of());
        var receipt = house.ada().page("/users/" + id + "/receipt");

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.http().headers().firstValue("Location")).hasValue("/users/" + id + "/receipt");
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body())
                .contains("Keys destroyed", "By", "Ada Admin", "the email address", "the password")
                .contains("first name", "audit and accounting, Art. 17(3)(b) and (e) GDPR", "copies of the key file")
                .contains("/api/v1/users/" + id + "/receipt")
                .doesNotContain(email, "all sessions");
    }

    @Test
    void translatesEveryPhraseOfAReceipt() {
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
    void showsTheRetainedRecordOnlyToReadersOfTheAuditLog() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().form("/users/" + id + "/termination", Map.of());

        var record = house.ada().page("/users/" + id);
        var list = house.ada().page("/users?status=TERMINATED");

        assertThat(record.status()).isEqualTo(200);
        assertThat(record.body())
                .contains("Klara", "Legal basis", "audit and accounting, Art. 17(3)(b) and (e) GDPR", "Kept until")
                .contains("Viewer", "External", "Ada Admin")
                .doesNotContain("kanari.example", "/reassignment", "/sign-in-link");
        assertThat(list.body()).contains("Klara Kanari", "Viewer");
        assertThat(house.ada().page("/users").body()).doesNotContain("Klara Kanari");
    }

    @Test
    void repeatingATerminationChangesNothing() {
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
    void leadsUsersWhoTerminateThemselvesToTheirOwnPage() {
        var house = stage.house();

        var asked = house.ada().page("/users/" + house.adaId() + "/termination");
        var posted = house.ada().form("/users/" + house.adaId() + "/termination", Map.of());

        assertThat(asked.http().headers().firstValue("Location")).hasValue("/profile/termination");
        assertThat(posted.http().headers().firstValue("Location")).hasValue("/profile/termination");
        assertThat(house.ada().get("/me").status()).isEqualTo(200);
    }

    @Test
    void onlyAdministratorsTerminateAdministrators() {
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
    void findsNoReceiptForAPresentUser() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada().page("/users/" + id + "/receipt").status()).isEqualTo(404);
    }

    private static String signed(String page) {
        assertThat(page).contains("<dt>Signature</dt>");
        // The status of the proof is not part of what was signed.
        return page.substring(page.indexOf("class=\"receipt\""))
                .replaceAll("<p class=\"prose\" role=\"status\">.*?</p>", "");
    }
}
