package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@LetheTest
class PartnerPagesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void offersToAddTheFirstPartner() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(house.ada().page("/partners").body()).contains("No partners yet", "/partners/new");
        assertThat(vera.page("/partners").body()).contains("No partners yet").doesNotContain("/partners/new");
    }

    @Test
    void filtersAreInTheAddress() {
        create(house.ada(), "name", "Acme", "category", "R & D?");
        create(house.ada(), "name", "Beta", "category", "Agency");

        var posted = house.ada().form("/partners", Map.of("query", " ", "status", "ACTIVE", "category", "R & D?"));
        var page = house.ada().page(location(posted));

        assertThat(posted.status()).isEqualTo(303);
        assertThat(location(posted)).isEqualTo("/partners?status=ACTIVE&category=R%20%26%20D%3F");
        assertThat(page.body()).contains(">Acme</a>").doesNotContain(">Beta</a>");
    }

    @Test
    void searchTextIsNotInTheAddress() {
        create(house.ada(), "name", "Müller Media");
        create(house.ada(), "name", "Beta");

        var found = house.ada().form("/partners", Map.of("query", "media mull"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body())
                .contains(">Müller Media</a>", "value=\"media mull\"")
                .doesNotContain(">Beta</a>", "query=");
    }

    @Test
    void pagingASearchKeepsItOutOfTheAddress() {
        for (var number = 0; number < 51; number++) {
            create(house.ada(), "name", "Acme %02d".formatted(number));
        }
        var first = house.ada().form("/partners", Map.of("query", "acme"));
        var after = first.body().replaceAll("(?s).*name=\"after\" value=\"([^\"]+)\".*", "$1");

        var second = house.ada().form("/partners", Map.of("query", "acme", "after", after));

        assertThat(first.body()).contains("Acme 00").doesNotContain("Acme 50", "after=");
        assertThat(second.body()).contains("Acme 50").doesNotContain("Acme 00");
    }

    @Test
    void refusesToSearchForEmails() {
        create(house.ada(), "name", "Acme");

        var again = house.ada().form("/partners", Map.of("query", "klara@kanari.example"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("Search by name", "value=\"klara@kanari.example\"", ">Acme</a>");
    }

    @Test
    void addsAndShowsAPartner() {
        var email = Stage.email("contact");
        var posted = house.ada()
                .form(
                        "/partners/new",
                        Map.of(
                                "name",
                                "Acme",
                                "website",
                                "https://acme.example",
                                "contactEmail",
                                email,
                                "category",
                                ""));

        var page = house.ada().page(location(posted));

        assertThat(posted.status()).isEqualTo(303);
        assertThat(page.body())
                .contains("Partner added.", "href=\"https://acme.example\"", "href=\"mailto:" + email + "\"");
    }

    @Test
    void keepsTheInputAndShowsErrors() {
        var again = house.ada().form("/partners/new", Map.of("name", "", "website", "acme", "category", "Agency"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("id=\"name-error\"", "id=\"website-error\"", "value=\"acme\"", "value=\"Agency\"");
    }

    @Test
    void readOnlyWithoutEditPermission() {
        var id = create(house.ada(), "name", "Acme");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        var page = vera.page("/partners/" + id);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Acme").doesNotContain("/edit", "/deactivation", "/deletion", "/audit?");
        for (var address : List.of("/edit", "/deactivation", "/reactivation", "/deletion")) {
            assertThat(vera.page("/partners/" + id + address).status()).isEqualTo(403);
        }
        assertThat(vera.page("/partners/new").status()).isEqualTo(403);
    }

    @Test
    void offersOnlyEditingWithoutEditBillingDetails() {
        var id = create(house.ada(), "name", "Acme");
        var role = Companies.role(context, house, "EDIT_PARTNERS", "VIEW_PARTNERS", "VIEW_BILLING_DETAILS");
        var mira = house.person(stage.anybody(), "Mira", "INTERNAL", role).api();

        var page = mira.page("/partners/" + id);

        assertThat(page.body()).contains("/edit").doesNotContain("/deactivation", "/deletion");
        assertThat(mira.form("/partners/" + id + "/deletion", Map.of()).status())
                .isEqualTo(403);
        assertThat(house.ada().get("/partners/" + id).status()).isEqualTo(200);
    }

    @Test
    void conflictsShowCurrentValuesBesideTheInput() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().patch("/partners/" + id, with("category", "Network"));

        var overtaken = house.ada()
                .form("/partners/" + id + "/edit", Map.of("name", "Acme Two", "category", "", "version", "1"));
        var saved = house.ada()
                .form("/partners/" + id + "/edit", Map.of("name", "Acme Two", "category", "", "version", "2"));

        assertThat(overtaken.status()).isEqualTo(409);
        assertThat(overtaken.body())
                .contains("Someone changed this first", "Current version", "Network", "value=\"Acme Two\"")
                .contains("name=\"version\" value=\"2\"");
        assertThat(saved.status()).isEqualTo(303);
        assertThat(house.ada().get("/partners/" + id).text("name")).isEqualTo("Acme Two");
    }

    @Test
    void errorsDoNotHideConflicts() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().patch("/partners/" + id, with("category", "Network"));

        var again = house.ada().form("/partners/" + id + "/edit", Map.of("name", "", "version", "1"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("name=\"version\" value=\"1\"");
    }

    @Test
    void deactivatesAndReactivates() {
        var id = create(house.ada(), "name", "Acme");
        var without = house.ada().form("/partners/" + id + "/deactivation", Map.of("reason", " "));

        var deactivated = house.ada().form("/partners/" + id + "/deactivation", Map.of("reason", "No contract"));
        var page = house.ada().page(location(deactivated));
        var reactivated = house.ada().form("/partners/" + id + "/reactivation", Map.of());

        assertThat(without.status()).isEqualTo(422);
        assertThat(without.body()).contains("id=\"reason-error\"");
        assertThat(page.body()).contains("Reason: No contract", "by Ada Admin", "/reactivation");
        assertThat(house.ada().page(location(reactivated)).body())
                .contains("Partner reactivated.")
                .doesNotContain("No contract");
    }

    @Test
    void deletionExplainsWhatIsErasedAndRetained() {
        var id = create(house.ada(), "name", "Acme", "contactEmail", Stage.email("contact"));

        var asked = house.ada().page("/partners/" + id + "/deletion");
        var deleted = house.ada().form("/partners/" + id + "/deletion", Map.of());

        assertThat(asked.body()).contains("Erased", "Kept", "contact email", "audit log");
        assertThat(house.ada().page(location(deleted)).body()).contains("Partner deleted.");
        assertThat(house.ada().page("/partners/" + id).status()).isEqualTo(404);
        assertThat(house.ada().page("/audit?target=" + id).body()).contains("Acme");
    }

    @Test
    void historyRequiresViewAuditLog() {
        var id = create(house.ada(), "name", "Acme");
        house.ada().patch("/partners/" + id, with("category", "Agency"));
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(house.ada().page("/partners/" + id).body())
                .contains(
                        ">History<",
                        "Partner created, by Ada Admin",
                        "Partner changed, by Ada Admin",
                        "<span>Category</span>");
        assertThat(vera.page("/partners/" + id).body()).doesNotContain(">History<", "Ada Admin");
    }

    @Test
    void escapesNames() {
        var id = create(
                house.ada(), "name", "<b>Acme</b>", "category", "\"><i>", "website", "https://acme.example/'&quot");

        for (var page : List.of("/partners", "/partners/" + id, "/partners/" + id + "/edit")) {
            assertThat(house.ada().page(page).body()).doesNotContain("<b>Acme", "<i>", "<u>");
        }
    }

    private static String location(Answer answer) {
        return answer.http().headers().firstValue("Location").orElse("");
    }
}
