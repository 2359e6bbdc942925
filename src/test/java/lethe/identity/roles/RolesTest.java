package lethe.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.identity.users.NewUser;
import lethe.operator.console.OrganisationSetup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserType;
import lethe.privacy.consent.AttestationForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Roles over REST. */
@LetheTest
class RolesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private OrganisationSetup founding;

    private House house;

    @BeforeEach
    void createOrganisation() {
        house = stage.house();
    }

    @Test
    void createsARoleWithImpliedPermissions() {
        var created = create("Billing", "EDIT_BILLING_DETAILS");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.http().headers().firstValue("Location")).hasValue("/api/v1/roles/" + created.text("id"));
        assertThat(created.json().propertyNames()).containsExactly("id", "name", "permissions", "holders", "version");
        assertThat(permissions(created))
                .containsExactly("VIEW_PARTNERS", "VIEW_BILLING_DETAILS", "EDIT_BILLING_DETAILS");
        assertThat(created.json().path("holders").asInt()).isZero();
        assertThat(created.json().path("version").asInt()).isEqualTo(1);
        assertThat(house.ada().get("/roles/" + created.text("id")).json()).isEqualTo(created.json());
    }

    @Test
    void createsARoleWithoutPermissions() {
        var created = house.ada().post("/roles", Map.of("name", "  Guest "));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("name")).isEqualTo("Guest");
        assertThat(permissions(created)).isEmpty();
    }

    @Test
    void createsOneRoleForARepeatedKey() {
        var ada = house.ada().with("Idempotency-Key", "guest-1");
        var first = ada.post("/roles", Map.of("name", "Guest"));

        var second = ada.post("/roles", Map.of("name", "Guest"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.http().headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void changesNameAndPermissionsAndIncrementsTheVersion() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");

        var changed = house.ada()
                .put("/roles/" + id, Map.of("name", "Editor", "permissions", List.of("EDIT_PARTNERS"), "version", 1));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Editor");
        assertThat(permissions(changed)).containsExactly("VIEW_PARTNERS", "EDIT_PARTNERS");
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void repeatingAChangeDoesNothing() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");
        var form = Map.of("name", "Editor", "permissions", List.of("EDIT_PARTNERS"));
        house.ada().put("/roles/" + id, form);

        var again = house.ada().put("/roles/" + id, form);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("version").asInt()).isEqualTo(2);
        assertThat(actions(id)).containsExactly("role.changed", "role.created");
    }

    @Test
    void refusesAnOutdatedChangeWithTheCurrentRole() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");
        house.ada().put("/roles/" + id, Map.of("name", "Editor", "version", 1));

        var refused = house.ada().put("/roles/" + id, Map.of("name", "Writer", "version", 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("changed-meanwhile");
        assertThat(refused.json().path("current"))
                .isEqualTo(house.ada().get("/roles/" + id).json());
    }

    @Test
    void appliesAChangeToTheHoldersNextRequest() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Guest").api();
        assertThat(vera.get("/partners").status()).isEqualTo(200);

        house.ada().put("/roles/" + id, Map.of("permissions", List.of()));

        assertThat(vera.get("/partners").status()).isEqualTo(403);
    }

    @Test
    void keepsTheNameOfADeletedRoleInTheAuditLog() {
        var id = create("Guest").text("id");

        var deleted = house.ada().delete("/roles/" + id);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(house.ada().delete("/roles/" + id).status()).isEqualTo(404);
        assertThat(house.ada().get("/roles/" + id).status()).isEqualTo(404);
        assertThat(create("Guest").status()).isEqualTo(201);
        var entry = house.ada().get("/audit?target=" + id).json().at("/items/0");
        assertThat(entry.path("action").asString()).isEqualTo("role.deleted");
        assertThat(entry.path("names").path(id).asString()).isEqualTo("Guest");
    }

    @Test
    void deletesARoleInUseOnlyWithAnotherForItsHolders() {
        var id = create("Guest").text("id");
        var manager = house.role("Manager");
        var vera = person("Vera", "INTERNAL", "Guest");
        var edo = person("Edo", "EXTERNAL", "Guest");

        var refused = house.ada().delete("/roles/" + id);
        var deleted = house.ada().delete("/roles/" + id + "?reassignTo=" + manager);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("role-in-use");
        assertThat(refused.json().path("holders").asInt()).isEqualTo(2);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(house.ada().get("/users/" + vera).text("roleId")).isEqualTo(manager);
        assertThat(house.ada().get("/roles/" + manager).json().path("holders").asInt())
                .isEqualTo(2);
        var reassigned = house.ada()
                .get("/audit?action=user.reassigned&target=" + edo)
                .json()
                .at("/items/0/facts");
        assertThat(reassigned.path("roleBefore").asString()).isEqualTo(id);
        assertThat(reassigned.path("role").asString()).isEqualTo(manager);
    }

    @Test
    void deletesARoleWhoseHoldersAreTerminated() {
        var id = create("Guest").text("id");
        var edo = person("Edo", "EXTERNAL", "Guest");
        house.ada().post("/users/" + edo + "/termination", Map.of());

        assertThat(house.ada().delete("/roles/" + id).status()).isEqualTo(204);
        assertThat(house.ada().get("/users/" + edo).json().at("/lastRole/name").asString())
                .isEqualTo("Guest");
    }

    @Test
    void recordsPermissionsButNotTheName() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");

        house.ada().put("/roles/" + id, Map.of("name", "Editor", "permissions", List.of("SEND_NEWSLETTERS")));

        assertThat(house.ada()
                        .get("/audit?target=" + id)
                        .json()
                        .at("/items/0/facts")
                        .toString())
                .isEqualTo("{\"added\":[\"SEND_NEWSLETTERS\"],\"fields\":[\"name\"],\"removed\":[\"VIEW_PARTNERS\"]}");
    }

    @Test
    void describesChangesOnTheAuditPage() {
        var id = create("Guest", "VIEW_PARTNERS").text("id");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Guest");
        house.ada().put("/roles/" + id, Map.of("permissions", List.of("VIEW_PARTNERS", "VIEW_BILLING_DETAILS")));
        house.ada().delete("/roles/" + id + "?reassignTo=" + house.role("Manager"));

        var page = house.ada().page("/audit?target=" + id).body();

        assertThat(page)
                .contains("Allowed: View billing details", "Allows: View partners", "Users reassigned to: Manager")
                .doesNotContain("No longer allowed", "[");
    }

    @Test
    void addsAnAdminWhateverRolesExist() {
        var administrator = house.role("Administrator");
        house.ada().put("/roles/" + administrator, Map.of("name", "Boss", "permissions", List.of("VIEW_PARTNERS")));
        var bea = new NewUser(
                "Bea", "Admin", Stage.email("bea"), UserType.ADMIN, null, new AttestationForm(true, 1, "en"), null);

        founding.addAdmin(Actor.operator(), house.slug(), bea);

        assertThat(house.ada()
                        .get("/users?type=ADMIN&roleId=" + house.role("Manager"))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    private Answer create(String name, String... permissions) {
        return create(house.ada(), name, permissions);
    }

    static Answer create(Api api, String name, String... permissions) {
        return api.post("/roles", Map.of("name", name, "permissions", List.of(permissions)));
    }

    private String person(String firstName, String type, String role) {
        return house.create(firstName, Stage.email("somebody"), type, role).text("id");
    }

    private static List<String> permissions(Answer role) {
        return role.json()
                .path("permissions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> actions(String id) {
        return house.ada()
                .get("/audit?target=" + id)
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }
}
