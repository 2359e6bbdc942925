package lethe.identity.roles;

import static lethe.identity.roles.RolesTest.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.Stage;
import org.junit.jupiter.api.Test;

/** What the matrix shows, saves and refuses. */
class MatrixPagesTest extends MatrixOfRoles {
    @Test
    void showsRolesAsColumnsAndPermissionsAsGroupedRows() {
        var page = house.ada().page("/roles").body();

        assertThat(page)
                .contains("scope=\"rowgroup\"", "scope=\"row\"", "scope=\"col\"")
                .contains("View billing details, Manager", "Edit billing details, Manager")
                .contains("View the billing details of partners.", ">1 user<", ">No users<");
        assertThat(ticks(page))
                .contains(house.role("Viewer") + ": VIEW_PARTNERS")
                .hasSize(9 + 4 + 1);
    }

    @Test
    void labelsTheBoxesInGerman() {
        var page = house.ada().with("Accept-Language", "de").page("/roles").body();

        assertThat(page).contains("Abrechnungsdaten sehen, Manager", "Abrechnungsdaten bearbeiten, Manager");
    }

    @Test
    void showsTheConsequencesBeforeSaving() {
        house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        var sheet = sheet(house.ada());
        sheet.tick("Viewer", "EDIT_BILLING_DETAILS");
        sheet.untick("Manager", "EDIT_PARTNERS");

        var summary = sheet.send("/roles");

        assertThat(summary.status()).isEqualTo(200);
        assertThat(summary.body())
                .contains("This changes what one user can do", "No one has this role yet, so")
                .contains("Change billing details, and deactivate", "(included)")
                .doesNotContain("<h2>Administrator</h2>");
        assertThat(permissions("Viewer")).containsExactly("VIEW_PARTNERS");
        assertThat(permissions("Manager")).contains("EDIT_PARTNERS");
    }

    @Test
    void savesAllChangesTogether() {
        var sheet = sheet(house.ada());
        sheet.tick("Viewer", "EDIT_BILLING_DETAILS");
        sheet.untick("Manager", "EDIT_PARTNERS");

        var saved = sheet.send("/roles/changes");

        assertThat(saved.http().headers().firstValue("Location")).hasValue("/roles?done=roles-changed");
        assertThat(permissions("Viewer"))
                .containsExactly("VIEW_PARTNERS", "VIEW_BILLING_DETAILS", "EDIT_BILLING_DETAILS");
        assertThat(permissions("Manager")).doesNotContain("EDIT_PARTNERS");
        assertThat(house.ada()
                        .get("/roles/" + house.role("Administrator"))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void savesNothingIfNothingWasTouched() {
        var sheet = sheet(house.ada());

        assertThat(sheet.send("/roles").http().headers().firstValue("Location"))
                .hasValue("/roles?done=roles-as-before");
    }

    @Test
    void offersOnlyTheActorsOwnPermissions() {
        var rita = keeper("VIEW_PARTNERS");
        var manager = house.role("Manager");
        var viewer = house.role("Viewer");

        var page = rita.page("/roles").body();

        assertThat(page)
                .contains("name=\"tick\" value=\"" + viewer + ": MANAGE_ROLES\"", "More than you can do", ">Yes<")
                .doesNotContain("value=\"" + manager + ": ", "value=\"" + viewer + ": EDIT_PARTNERS\"", "disabled");
    }

    @Test
    void refusesForgedTicksAsAWhole() {
        var sheet = sheet(keeper("VIEW_PARTNERS"));
        sheet.tick("Viewer", "MANAGE_ROLES");
        sheet.ticks.add(house.role("Viewer") + ": MANAGE_USERS");

        var refused = List.of(sheet.send("/roles"), sheet.send("/roles/changes"));

        assertThat(refused).extracting(Answer::status).containsOnly(403);
        assertThat(permissions("Viewer")).containsExactly("VIEW_PARTNERS");
    }

    @Test
    void refusesUnreadableForms() {
        for (var seen : List.of("role", "role_x:1:", house.role("Viewer") + ":x:", house.role("Viewer") + ":1:FLY")) {
            assertThat(house.ada()
                            .form("/roles", Map.of("seen", seen, "tick", "x"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void warnsBeforeActorsGiveUpManagingRoles() {
        var sheet = sheet(keeper("VIEW_PARTNERS"));
        sheet.untick("Keeper", "MANAGE_ROLES");

        assertThat(sheet.send("/roles").body()).contains("This is your own role", "can’t get it back yourself");
    }

    private Api keeper(String... permissions) {
        var all = new ArrayList<>(List.of(permissions));
        all.add("MANAGE_ROLES");
        create(house.ada(), "Keeper", all.toArray(String[]::new));
        return house.person(stage.anybody(), "Rita", "INTERNAL", "Keeper").api();
    }
}
