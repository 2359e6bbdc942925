package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.AtOnce;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** The only two administrators act on each other at the same moment: the faster one remains. */
@LetheTest
class AdminsAtOnceTest {
    private static final int ROUNDS = 3;
    private static final Set<Integer> LOST = Set.of(401, 403, 409);

    private static final Map<String, Object> EVERYTHING =
            Map.of("name", "Everything", "permissions", List.of("MANAGE_ROLES"));

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    enum Act {
        TERMINATE,
        SUSPEND,
        REASSIGN;

        Answer on(String other, Api by, String role) {
            return switch (this) {
                case TERMINATE -> by.post("/users/" + other + "/termination", Map.of());
                case SUSPEND -> by.post("/users/" + other + "/suspension", Map.of("reason", "A quarrel."));
                case REASSIGN -> by.patch("/users/" + other, Map.of("type", "INTERNAL", "roleId", role));
            };
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Act.values()).flatMap(one -> Stream.of(Act.values()).map(other -> Arguments.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leavesOneOfTwoAdministrators(Act adas, Act beas) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var house = stage.house();
            var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");

            var role = house.role("Viewer");

            var answers = AtOnce.atOnce(
                    () -> adas.on(bea.id(), house.ada(), role), () -> beas.on(house.adaId(), bea.api(), role));

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
            assertThat(answers).extracting(Answer::status).allMatch(status -> status == 200 || LOST.contains(status));
            var winner = answers.getFirst().status() == 200 ? house.ada() : bea.api();
            assertThat(winner.get("/me").text("type")).isEqualTo("ADMIN");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOtherIfOneTerminatesThemselves(Act adas) throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");

        var role = house.role("Viewer");
        var answers = AtOnce.atOnce(
                () -> adas.on(bea.id(), house.ada(), role), () -> bea.api().post("/me/termination", Map.of()));

        assertThat(answers).extracting(Answer::status).allMatch(status -> status == 200 || LOST.contains(status));
        assertThat(house.ada().get("/me").text("type")).isEqualTo("ADMIN");
    }

    @RepeatedTest(ROUNDS)
    void leavesOneAdministratorOfThree() throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");
        var cleo = house.person(stage.anybody(), "Cleo", "ADMIN", "Administrator");

        var role = house.role("Viewer");
        var answers = AtOnce.atOnce(
                () -> Act.TERMINATE.on(bea.id(), house.ada(), role),
                () -> Act.SUSPEND.on(cleo.id(), bea.api(), role),
                () -> Act.REASSIGN.on(house.adaId(), cleo.api(), role),
                () -> Act.SUSPEND.on(house.adaId(), bea.api(), role),
                () -> Act.TERMINATE.on(bea.id(), cleo.api(), role));

        assertThat(answers).extracting(Answer::status).allMatch(status -> status == 200 || LOST.contains(status));
        assertThat(List.of(house.ada(), bea.api(), cleo.api()))
                .extracting(api -> api.get("/me").text("type"))
                .contains("ADMIN");
    }

    /** An act started with permissions that are taken away in the meantime is refused. */
    @Test
    void refusesACreationByAnActorReassignedBefore() throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");
        var form = house.form("Klara", Stage.email("klara"), "ADMIN", "Administrator");
        var viewer = RoleId.parse(house.role("Viewer")).orElseThrow().value();
        var person = UserId.parse(bea.id()).orElseThrow().value();

        try (var first = FirstTransaction.in(context, house)) {
            first.does("update app_user set type = 'INTERNAL', role_id = ? where id = ?", viewer, person);
            var user = first.before(() -> bea.api().post("/users", form));
            var role = first.before(() -> bea.api().post("/roles", EVERYTHING));
            first.commit();

            assertThat(user.get().status()).isEqualTo(403);
            assertThat(role.get().status()).isEqualTo(403);
        }

        assertThat(house.ada().get("/users?query=Klara").json().path("items")).isEmpty();
        assertThat(house.ada().get("/roles").body()).doesNotContain("Everything");
    }

    @Test
    void completesACreationByAnActorReassignedAfterwards() throws Exception {
        var house = stage.house();
        var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");
        var form = house.form("Klara", Stage.email("klara"), "ADMIN", "Administrator");
        var viewer = house.role("Viewer");

        try (var first = FirstTransaction.in(context, house)) {
            first.does("lock table app_user, role in share mode");
            var user = first.before(() -> bea.api().post("/users", form));
            var lost = first.before(() -> Act.REASSIGN.on(bea.id(), house.ada(), viewer));

            assertThat(lost.isDone()).isFalse();
            first.commit();

            assertThat(user.get().status()).as(user.get().body()).isEqualTo(201);
            assertThat(lost.get().status()).isEqualTo(200);
        }

        assertThat(bea.api().post("/users", form).status()).isEqualTo(403);
        assertThat(bea.api().post("/roles", EVERYTHING).status()).isEqualTo(403);
    }
}
