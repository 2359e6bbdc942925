package lethe.identity.roles;

import static lethe.identity.roles.RolesTest.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is refused about roles, and how. */
@LetheTest
class RoleRefusalsTest {
    @Autowired
    private Stage stage;

    private House house;

    @BeforeEach
    void createOrganisation() {
        house = stage.house();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 | validation | name",
                "{\"name\":\" \"} | 422 | validation | name",
                "{\"name\":\"a\\u0007\"} | 422 | validation | name",
                "{\"name\":\"klara@kanari.example\"} | 422 | validation | name",
                "{\"name\":7} | 400 | malformed | name",
                "{\"name\":null} | 400 | malformed | name",
                "{\"name\":\"A\",\"permissions\":\"VIEW_PARTNERS\"} | 400 | malformed | permissions",
                "{\"name\":\"A\",\"permissions\":[\"FLY\"]} | 400 | malformed | permissions[0]",
                "{\"name\":\"A\",\"permissions\":[1]} | 400 | malformed | permissions[0]",
                "{\"name\":\"A\",\"holders\":4} | 400 | unknown-field | holders",
                "{\"name\":\"A\",\"version\":1} | 400 | unknown-field | version",
            })
    void createsNothingFromAnInvalidRequest(String body, int status, String problem, String field) {
        var before = house.ada().get("/roles").body();

        var refused = house.ada().send("POST", "/roles", body);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(house.ada().get("/roles").body()).isEqualTo(before);
    }

    @Test
    void aNameHasUpTo120CodePoints() {
        assertThat(create(house.ada(), "🦆".repeat(120)).status()).isEqualTo(201);
        assertThat(create(house.ada(), "🦢".repeat(121)).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "mANAGER", " Manager "})
    void refusesANameInUse(String name) {
        var id = create(house.ada(), "Guest").text("id");

        var created = create(house.ada(), name);
        var renamed = house.ada().put("/roles/" + id, Map.of("name", name));

        assertThat(List.of(created, renamed)).extracting(Answer::status).containsOnly(409);
        assertThat(List.of(created, renamed)).extracting(Answer::problem).containsOnly("name-in-use");
        assertThat(house.ada().put("/roles/" + id, Map.of("name", "GUEST")).status())
                .isEqualTo(200);
    }

    @Test
    void refusesToGivePermissionsTheActorLacks() {
        var rita = manager("VIEW_PARTNERS");
        var viewer = house.role("Viewer");

        var refusals = List.of(
                create(rita, "More", "MANAGE_USERS"),
                create(rita, "More", "EDIT_PARTNERS"),
                rita.put("/roles/" + viewer, Map.of("permissions", List.of("VIEW_BILLING_DETAILS"))),
                rita.put("/roles/" + viewer, Map.of("name", " ", "permissions", List.of("VIEW_AUDIT_LOG"))));

        assertThat(refusals).extracting(Answer::status).containsOnly(403);
        assertThat(refusals).extracting(Answer::problem).containsOnly("more-than-you-have");
        assertThat(create(rita, "Less", "VIEW_PARTNERS").status()).isEqualTo(201);
        assertThat(rita.put("/roles/" + viewer, Map.of("permissions", List.of("MANAGE_ROLES")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesToTakePermissionsTheActorLacks() {
        var rita = manager("VIEW_PARTNERS");
        var manager = house.role("Manager");
        var guest = create(house.ada(), "Guest").text("id");
        house.create("Vera", Stage.email("vera"), "INTERNAL", "Guest");

        var refusals = List.of(
                rita.put("/roles/" + manager, Map.of("permissions", List.of("VIEW_PARTNERS"))),
                rita.put("/roles/" + manager, Map.of("name", "Boss")),
                rita.delete("/roles/" + manager),
                rita.delete("/roles/" + guest + "?reassignTo=" + manager));

        assertThat(refusals).extracting(Answer::status).containsOnly(403);
        assertThat(refusals).extracting(Answer::problem).containsOnly("more-than-you-have");
        assertThat(house.ada().get("/roles/" + manager).text("name")).isEqualTo("Manager");
    }

    @Test
    void actorsCanOnlyReduceTheirOwnRole() {
        var rita = manager("VIEW_PARTNERS");
        var own = house.role("Keeper");

        var more = rita.put("/roles/" + own, Map.of("permissions", List.of("MANAGE_ROLES", "EDIT_PARTNERS")));
        var less = rita.put("/roles/" + own, Map.of("permissions", List.of("MANAGE_ROLES")));

        assertThat(more.problem()).isEqualTo("more-than-you-have");
        assertThat(less.status()).isEqualTo(200);
        assertThat(create(rita, "Viewer 2", "VIEW_PARTNERS").problem()).isEqualTo("more-than-you-have");
    }

    @Test
    void refusesToDeleteTheActorsOwnRole() {
        var rita = manager("VIEW_PARTNERS");
        var own = house.role("Keeper");
        var administrator = house.role("Administrator");

        var byRita = rita.delete("/roles/" + own + "?reassignTo=" + house.role("Viewer"));
        var byAda = house.ada().delete("/roles/" + administrator + "?reassignTo=" + house.role("Viewer"));

        assertThat(List.of(byRita, byAda)).extracting(Answer::status).containsOnly(403);
        assertThat(List.of(byRita, byAda)).extracting(Answer::problem).containsOnly("own-rights");
        assertThat(house.role("Keeper")).isEqualTo(own);
    }

    @Test
    void onlyAdministratorsTakeARoleFromAnAdministrator() {
        var rita = manager("VIEW_PARTNERS");
        var guest = create(house.ada(), "Guest").text("id");
        var bea = house.create("Bea", Stage.email("bea"), "ADMIN", "Guest").text("id");

        var refused = rita.delete("/roles/" + guest + "?reassignTo=" + house.role("Viewer"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("admins-only");
        assertThat(house.ada().get("/users/" + bea).text("roleId")).isEqualTo(guest);
        assertThat(house.ada()
                        .delete("/roles/" + guest + "?reassignTo=" + house.role("Viewer"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void externalUsersNeverComeToManage() {
        var guest = create(house.ada(), "Guest").text("id");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Guest");

        var changed = house.ada().put("/roles/" + guest, Map.of("permissions", List.of("MANAGE_USERS")));
        var deleted = house.ada().delete("/roles/" + guest + "?reassignTo=" + house.role("Administrator"));

        assertThat(List.of(changed, deleted)).extracting(Answer::status).containsOnly(409);
        assertThat(List.of(changed, deleted)).extracting(Answer::problem).containsOnly("external-holders");
        assertThat(List.of(changed, deleted))
                .extracting(answer -> answer.json().path("holders").asInt())
                .containsOnly(1);
        assertThat(house.ada().get("/roles/" + guest).json().path("holders").asInt())
                .isEqualTo(1);
    }

    @Test
    void requiresAnotherRoleOfTheSameOrganisationAsSuccessor() {
        var guest = create(house.ada(), "Guest").text("id");
        var foreign = stage.house().role("Viewer");

        var malformed = house.ada().delete("/roles/" + guest + "?reassignTo=viewer");
        var unknown = house.ada().delete("/roles/" + guest + "?reassignTo=" + foreign);
        var same = house.ada().delete("/roles/" + guest + "?reassignTo=" + guest);
        var twice = house.ada().delete("/roles/" + guest + "?reassignto=" + foreign);

        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.problem()).isEqualTo("invalid-parameter");
        assertThat(twice.problem()).isEqualTo("unknown-field");
        assertThat(List.of(unknown, same)).extracting(Answer::status).containsOnly(422);
        assertThat(unknown.json().at("/errors/0/code").asString()).isEqualTo("unknown");
        assertThat(same.json().at("/errors/0/code").asString()).isEqualTo("same-role");
        assertThat(house.ada().get("/roles/" + guest).status()).isEqualTo(200);
    }

    @Test
    void hidesRolesOfOtherOrganisations() {
        var foreign = stage.house().role("Viewer");

        var answers = List.of(
                house.ada().put("/roles/" + foreign, Map.of("name", "Mine")),
                house.ada().delete("/roles/" + foreign),
                house.ada().delete("/roles/" + foreign + "?reassignTo=" + house.role("Viewer")));

        assertThat(answers).extracting(Answer::status).containsOnly(404);
        assertThat(house.ada().put("/roles/" + foreign, Map.of("nome", "Mine")).status())
                .isEqualTo(400);
    }

    @Test
    void refusesActorsWhoOnlyManageUsers() {
        create(house.ada(), "People", "MANAGE_USERS");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "People").api();
        var viewer = house.role("Viewer");

        var answers =
                List.of(create(vera, "Guest"), vera.put("/roles/" + viewer, Map.of()), vera.delete("/roles/" + viewer));

        assertThat(answers).extracting(Answer::status).containsOnly(403);
        assertThat(answers)
                .extracting(answer -> answer.json().path("missing").toString())
                .containsOnly("[\"MANAGE_ROLES\"]");
    }

    @Test
    void reportsAnInvalidNameBeforeAnOutdatedVersionBeforeATakenName() {
        var guest = create(house.ada(), "Guest").text("id");
        var form = new HashMap<String, Object>(Map.of("version", 9, "name", "Manager"));

        var outdated = house.ada().put("/roles/" + guest, form);
        form.put("name", "");
        var wrong = house.ada().put("/roles/" + guest, form);

        assertThat(outdated.problem()).isEqualTo("changed-meanwhile");
        assertThat(wrong.problem()).isEqualTo("validation");
    }

    /** Rita, who manages roles and has these permissions as well. */
    private Api manager(String... permissions) {
        var all = new ArrayList<>(List.of(permissions));
        all.add("MANAGE_ROLES");
        create(house.ada(), "Keeper", all.toArray(String[]::new));
        return house.person(stage.anybody(), "Rita", "INTERNAL", "Keeper").api();
    }
}
