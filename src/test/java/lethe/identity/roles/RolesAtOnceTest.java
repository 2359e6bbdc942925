package lethe.identity.roles;

import static lethe.AtOnce.atOnce;
import static lethe.identity.roles.RolesTest.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Two requests about one role at the same time. */
@LetheTest
class RolesAtOnceTest {
    private static final int ROUNDS = 8;

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Test
    void refusesOneOfTwoConcurrentChanges() throws Exception {
        var house = stage.house();
        var guest = "/roles/" + create(house.ada(), "Guest").text("id");
        for (var version = 1; version <= ROUNDS; version++) {
            var one = Map.of("name", "One " + version, "version", version);
            var two = Map.of("name", "Two " + version, "version", version);

            var answers =
                    atOnce(() -> house.ada().put(guest, one), () -> house.ada().put(guest, two));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void findsNothingInOneOfTwoConcurrentDeletions() throws Exception {
        var house = stage.house();
        for (var round = 0; round < ROUNDS; round++) {
            var guest = "/roles/" + create(house.ada(), "Guest").text("id");

            var answers =
                    atOnce(() -> house.ada().delete(guest), () -> house.ada().delete(guest));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 404);
        }
    }

    @Test
    void givesANameOnce() throws Exception {
        var house = stage.house();
        var one = "/roles/" + create(house.ada(), "One").text("id");
        for (var round = 0; round < ROUNDS; round++) {
            var name = "Name " + round;

            var answers =
                    atOnce(() -> create(house.ada(), name), () -> house.ada().put(one, Map.of("name", name)));

            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnlyOnce(409)
                    .allMatch(status -> status == 409 || status < 300);
        }
    }

    @Test
    void aRoleDeletedWhileItIsGivenIsEitherGivenOrGone() throws Exception {
        var house = stage.house();
        var viewer = house.role("Viewer");
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        for (var round = 0; round < ROUNDS; round++) {
            var guest = create(house.ada(), "Guest").text("id");

            var answers = atOnce(() -> house.ada().delete("/roles/" + guest), () -> house.ada()
                    .patch("/users/" + edo, Map.of("roleId", guest)));

            assertThat(answers.stream().map(Answer::status).toList()).isIn(List.of(204, 422), List.of(409, 200));
            house.ada().delete("/roles/" + guest + "?reassignTo=" + viewer);
            assertThat(house.ada().get("/users/" + edo).text("roleId")).isEqualTo(viewer);
        }
    }

    @Test
    void reassignsAUserWhoGetsTheRoleDuringItsDeletion() throws Exception {
        var house = stage.house();
        var viewer = house.role("Viewer");
        var manager = house.role("Manager");
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        for (var round = 0; round < ROUNDS; round++) {
            var guest = create(house.ada(), "Guest").text("id");
            house.create("Klara", Stage.email("klara"), "INTERNAL", "Guest");
            house.ada().patch("/users/" + edo, Map.of("roleId", viewer));

            var answers =
                    atOnce(() -> house.ada().delete("/roles/" + guest + "?reassignTo=" + manager), () -> house.ada()
                            .patch("/users/" + edo, Map.of("roleId", guest)));

            assertThat(answers.get(0).status()).isEqualTo(204);
            assertThat(answers.get(1).status()).isIn(200, 422);
            assertThat(house.ada().get("/users/" + edo).text("roleId"))
                    .isEqualTo(answers.get(1).status() == 200 ? manager : viewer);
        }
    }

    /**
     * A locked user does not wait for the role, and the deletion does not wait for the user: otherwise they could
     * deadlock.
     */
    @Test
    void refusesToDeleteARoleInUseWithoutWaitingForItsHolders() throws Exception {
        var house = stage.house();
        var guest = create(house.ada(), "Guest").text("id");
        var bea = house.create("Bea", Stage.email("bea"), "INTERNAL", "Guest").text("id");

        try (var first = FirstTransaction.in(context, house)) {
            first.locks(
                    "select from app_user where id = ? for update",
                    UserId.parse(bea).orElseThrow().value());
            var refused = first.before(() -> house.ada().delete("/roles/" + guest));

            assertThat(refused.isDone()).isTrue();
            assertThat(refused.get().problem()).isEqualTo("role-in-use");
            assertThat(refused.get().json().path("holders").asInt()).isEqualTo(1);
        }

        assertThat(house.ada().get("/roles/" + guest).status()).isEqualTo(200);
    }

    @Test
    void externalUsersNeverComeToManageByConcurrentChanges() throws Exception {
        var house = stage.house();
        for (var round = 0; round < ROUNDS; round++) {
            var guest = create(house.ada(), "Guest " + round).text("id");
            var edo = house.create("Edo", Stage.email("edo"), "INTERNAL", "Guest " + round)
                    .text("id");

            var answers = atOnce(
                    () -> house.ada().put("/roles/" + guest, Map.of("permissions", List.of("MANAGE_USERS"))),
                    () -> house.ada().patch("/users/" + edo, Map.of("type", "EXTERNAL")));

            assertThat(answers.stream().map(Answer::status).toList()).isIn(List.of(200, 422), List.of(409, 200));
        }
    }
}
