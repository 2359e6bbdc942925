package lethe.lifecycle.suspensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class SuspensionsTest {
    private static final Map<String, String> REASON = Map.of("reason", "On leave until spring");

    @Autowired
    private Stage stage;

    @Test
    void endsSessionsTokensAndPasswordSignIn() {
        var house = stage.house();
        var leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");
        var token = stage.anybody()
                .as(leo.api().post("/me/tokens", Map.of("name", "crm")).text("token"));

        var suspended = suspend(house, leo.id());

        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.text("status")).isEqualTo("SUSPENDED");
        assertThat(suspended.text("email")).isEqualTo(leo.email());
        assertThat(leo.api().get("/me").status()).isEqualTo(401);
        assertThat(token.get("/me").status()).isEqualTo(401);
        assertThat(signIn(house, leo.email()).problem()).isEqualTo("sign-in-failed");
    }

    @Test
    void reactivationRestoresAllButSessionsAndTokens() {
        var house = stage.house();
        var leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");
        var token = stage.anybody()
                .as(leo.api().post("/me/tokens", Map.of("name", "crm")).text("token"));
        suspend(house, leo.id());

        var reactivated = house.ada().delete(suspension(leo.id()));

        assertThat(reactivated.status()).isEqualTo(200);
        assertThat(reactivated.text("status")).isEqualTo("ACTIVE");
        assertThat(token.get("/me").status()).isEqualTo(401);
        assertThat(leo.api().get("/me").status()).isEqualTo(401);
        assertThat(house.signedIn(stage.anybody(), leo)
                        .get("/me/tokens")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(signIn(house, leo.email()).text("state")).isEqualTo("ACTIVE");
        assertThat(house.ada().delete(suspension(leo.id())).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void usersWithoutPasswordCanBeInvitedAgain() {
        var house = stage.house();
        var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        suspend(house, klara.text("id"));

        assertThat(house.ada()
                        .post("/users/" + klara.text("id") + "/sign-in-link", Map.of())
                        .problem())
                .isEqualTo("already-signed-in");
        assertThat(house.ada().delete(suspension(klara.text("id"))).text("status"))
                .isEqualTo("INVITED");
        assertThat(house.ada()
                        .post("/users/" + klara.text("id") + "/sign-in-link", Map.of())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void keepsTheFirstReasonUntilALaterSuspension() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        suspend(house, id);

        assertThat(house.ada()
                        .post(suspension(id), Map.of("reason", "Another one"))
                        .status())
                .isEqualTo(200);
        assertThat(house.ada().page("/users/" + id + "/suspension").body())
                .contains("On leave until spring", "Ada Admin")
                .doesNotContain("Another one");

        house.ada().delete(suspension(id));
        house.ada().post(suspension(id), Map.of("reason", "Another one"));
        assertThat(house.ada().page("/users/" + id + "/suspension").body())
                .contains("Another one")
                .doesNotContain("On leave until spring");
    }

    @Test
    void requiresPermissionToManageTheUser() {
        var house = stage.house();
        var admin = house.person(stage.anybody(), "Berta", "ADMIN", "Viewer");
        var manager = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        var viewer = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");

        assertThat(manager.api().post(suspension(admin.id()), REASON).problem()).isEqualTo("admins-only");
        assertThat(house.ada().post(suspension(house.adaId()), REASON).problem())
                .isEqualTo("own-rights");
        assertThat(viewer.api().post(suspension(manager.id()), REASON).problem())
                .isEqualTo("permission");
        assertThat(stage.house().ada().post(suspension(admin.id()), REASON).status())
                .isEqualTo(404);
        assertThat(suspend(house, admin.id()).text("status")).isEqualTo("SUSPENDED");
        assertThat(manager.api().delete(suspension(admin.id())).problem()).isEqualTo("admins-only");
    }

    @Test
    void refusesInvalidReasonsAndTerminatedUsers() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada().post(suspension(id), Map.of()).status()).isEqualTo(422);
        assertThat(house.ada()
                        .post(suspension(id), Map.of("reason", "one\ntwo"))
                        .status())
                .isEqualTo(422);
        assertThat(house.ada()
                        .post(suspension(id), Map.of("reason", "x".repeat(501)))
                        .status())
                .isEqualTo(422);
        assertThat(house.ada()
                        .post(suspension(id), Map.of("reason", "x", "until", "2099"))
                        .problem())
                .isEqualTo("unknown-field");
        assertThat(house.ada().get("/users/" + id).text("status")).isEqualTo("INVITED");

        house.ada().post("/users/" + id + "/termination", Map.of());
        assertThat(house.ada().post(suspension(id), REASON).problem()).isEqualTo("changed-meanwhile");
        assertThat(house.ada().delete(suspension(id)).problem()).isEqualTo("changed-meanwhile");
    }

    @Test
    void erasesTheReasonWithTheUser() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        suspend(house, id);

        var receipt = house.ada().post("/users/" + id + "/termination", Map.of());

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().path("erased").toString())
                .contains("\"holder\":\"suspensions\",\"what\":[\"reason\"]");
        assertThat(house.ada().page("/users/" + id + "/suspension").status()).isEqualTo(409);
    }

    @Test
    void thePageAsksForAndShowsTheReason() {
        var house = stage.house();
        var leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");
        var page = "/users/" + leo.id() + "/suspension";

        var blank = house.ada().form(page, Map.of("reason", ""));
        var done = house.ada().form(page, REASON);

        assertThat(house.ada().page("/users/" + leo.id()).body()).contains("Suspended");
        assertThat(blank.status()).isEqualTo(422);
        assertThat(blank.body()).contains("id=\"reason-error\"");
        assertThat(done.http().headers().firstValue("Location").orElseThrow()).endsWith("?done=user-suspended");
        assertThat(house.ada().page(page).body()).contains("Leo Kanari is suspended", "On leave until spring");

        house.ada().form("/users/" + leo.id() + "/reactivation", Map.of());
        assertThat(house.ada().get("/users/" + leo.id()).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void isRecordedInTheAuditLogWithoutTheReason() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        suspend(house, id);
        house.ada().delete(suspension(id));

        var log = house.ada().get("/audit?target=" + id).body();

        assertThat(log).contains("user.suspended", "user.reactivated").doesNotContain("On leave");
    }

    private Answer signIn(House house, String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD));
    }

    private static Answer suspend(House house, String person) {
        return house.ada().post(suspension(person), REASON);
    }

    private static String suspension(String person) {
        return "/users/" + person + "/suspension";
    }
}
