package lethe.identity.roles;

import static lethe.identity.roles.RolesTest.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class RolePagesTest {
    @Autowired
    private Stage stage;

    private House house;

    @BeforeEach
    void createOrganisation() {
        house = stage.house();
    }

    @Test
    void showsPermissionsAndHolders() {
        house.create("Klara", Stage.email("klara"), "EXTERNAL", "Manager");
        var id = house.role("Manager");

        var page = house.ada().page("/roles/" + id);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("View the billing details of partners.", "One user has this role", ">Klara Kanari</a>")
                .contains("/roles/" + id + "/name", "/roles/new?like=" + id, "/roles/" + id + "/deletion");
    }

    @Test
    void pagesManyHolders() {
        create(house.ada(), "Guest");
        for (var number = 10; number < 61; number++) {
            house.create("Vera" + number, Stage.email("vera"), "INTERNAL", "Guest");
        }
        var first = house.ada().page("/roles/" + house.role("Guest"));
        var next = first.body().replaceAll("(?s).*href=\"([^\"]+after=[^\"]+)\".*", "$1");

        var second = house.ada().page(next);

        assertThat(first.body()).contains("51 users", "Vera10", "Vera59").doesNotContain("Vera60");
        assertThat(second.body()).contains("Vera60").doesNotContain("Vera59");
    }

    @Test
    void showsOnlyTheNumberOfHoldersToActorsWhoMayNotManageUsers() {
        house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        var rita = keeper("MANAGE_ROLES", "VIEW_PARTNERS");
        var viewer = house.role("Viewer");

        for (var page : List.of("/roles/" + viewer, "/roles/" + viewer + "/deletion", "/roles")) {
            assertThat(rita.page(page).body())
                    .containsAnyOf("One user has this role", ">1 user<")
                    .doesNotContain("Klara");
        }
    }

    @Test
    void offersNoChangesToActorsWhoOnlyManageUsers() {
        create(house.ada(), "People", "MANAGE_USERS");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "People").api();
        var id = house.role("Viewer");

        assertThat(vera.page("/roles").body())
                .contains("View billing details", ">Yes<")
                .doesNotContain("type=\"checkbox\"", "/roles/new", "Review changes");
        assertThat(vera.page("/roles/" + id).body())
                .contains("Viewer")
                .doesNotContain("/name", "like=", "/deletion", "href=\"/audit");
    }

    @Test
    void showsARoleBeyondTheActorsPermissionsReadOnly() {
        var rita = keeper("MANAGE_ROLES", "VIEW_PARTNERS");
        var manager = house.role("Manager");

        assertThat(rita.page("/roles/" + manager).body())
                .contains("More than you can do", "like=" + manager)
                .doesNotContain("/name\"", "/deletion\"");
        for (var page : List.of("/name", "/deletion")) {
            assertThat(rita.page("/roles/" + manager + page).status()).isEqualTo(403);
        }
    }

    @Test
    void createsARole() {
        var posted = house.ada().form("/roles/new", Map.of("name", "Billing", "permissions", "EDIT_BILLING_DETAILS"));

        var page = house.ada().page(location(posted));

        assertThat(posted.status()).isEqualTo(303);
        assertThat(page.body()).contains("Role created.", "View partners.", "Change billing details");
    }

    @Test
    void copiesTheTicksThatTheActorMayGive() {
        var rita = keeper("MANAGE_ROLES", "VIEW_PARTNERS");

        var byAda = house.ada().page("/roles/new?like=" + house.role("Manager")).body();
        var byRita = rita.page("/roles/new?like=" + house.role("Manager")).body();

        assertThat(byAda).contains("value=\"Manager (copy)\"").containsPattern("value=\"EDIT_PARTNERS\"\\s+checked");
        assertThat(byRita)
                .containsPattern("value=\"VIEW_PARTNERS\"\\s+checked")
                .doesNotContain("value=\"EDIT_PARTNERS\"")
                .contains("you can’t grant more");
    }

    @Test
    void keepsTheTicksWhenTheNameIsTaken() {
        var again = house.ada().form("/roles/new", Map.of("name", "viewer", "permissions", "VIEW_AUDIT_LOG"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body())
                .contains("id=\"name-error\"", "value=\"viewer\"")
                .containsPattern("value=\"VIEW_AUDIT_LOG\"\\s+checked");
    }

    @Test
    void renamingKeepsTheTicks() {
        var id = house.role("Manager");

        var posted = house.ada().form("/roles/" + id + "/name", Map.of("name", "Boss", "version", "1"));

        var role = house.ada().get("/roles/" + id);
        assertThat(posted.status()).isEqualTo(303);
        assertThat(role.text("name")).isEqualTo("Boss");
        assertThat(role.json().path("permissions").size()).isEqualTo(4);
    }

    @Test
    void showsBothNamesAfterConcurrentChanges() {
        var id = house.role("Manager");
        house.ada().put("/roles/" + id, Map.of("name", "Chief"));

        var again = house.ada().form("/roles/" + id + "/name", Map.of("name", "Boss", "version", "1"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body())
                .contains("Someone changed this first", "Chief", "value=\"Boss\"", "name=\"version\" value=\"2\"");
    }

    @Test
    void listsHoldersAndOffersThemAnotherRoleBeforeDeletion() {
        var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        var viewer = house.role("Viewer");

        var page = house.ada().page("/roles/" + viewer + "/deletion").body();
        var without = house.ada().form("/roles/" + viewer + "/deletion", Map.of("reassignTo", ""));
        var posted = house.ada().form("/roles/" + viewer + "/deletion", Map.of("reassignTo", house.role("Manager")));

        assertThat(page)
                .contains("Klara Kanari", ">Manager</option>")
                .doesNotContain(">Administrator</option>", ">Viewer</option>");
        assertThat(without.status()).isEqualTo(409);
        assertThat(without.body()).contains("The role is in use", "name=\"reassignTo\"");
        assertThat(location(posted)).isEqualTo("/roles?done=role-deleted");
        assertThat(house.ada().get("/users/" + klara).text("roleId")).isEqualTo(house.role("Manager"));
    }

    @Test
    void deletesARoleWithoutHoldersAfterOneConfirmation() {
        var id = create(house.ada(), "Guest").text("id");

        var page = house.ada().page("/roles/" + id + "/deletion").body();
        house.ada().form("/roles/" + id + "/deletion", Map.of());

        assertThat(page).contains("No one has this role").doesNotContain("reassignTo");
        assertThat(house.ada().get("/roles/" + id).status()).isEqualTo(404);
    }

    @Test
    void doesNotOfferToDeleteTheActorsOwnRole() {
        var page = house.ada()
                .page("/roles/" + house.role("Administrator") + "/deletion")
                .body();

        assertThat(page).contains("You have this role yourself").doesNotContain("btn-danger");
    }

    private Api keeper(String... permissions) {
        create(house.ada(), "Keeper", permissions);
        return house.person(stage.anybody(), "Rita", "INTERNAL", "Keeper").api();
    }

    private static String location(Api.Answer answer) {
        return answer.http().headers().firstValue("Location").orElse("");
    }
}
