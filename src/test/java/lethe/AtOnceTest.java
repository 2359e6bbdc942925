package lethe;

import static lethe.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Pairs of concurrent requests. */
@LetheTest
class AtOnceTest {
    private static final int ROUNDS = 8;

    @Autowired
    private Stage stage;

    @Test
    void theSameEmailIsCreatedOnce() throws Exception {
        var house = stage.house();

        for (var round = 0; round < ROUNDS; round++) {
            var form = house.form("Klara", Stage.email("twice"), "INTERNAL", "Viewer");
            var answers = atOnce(
                    () -> house.ada().post("/users", form), () -> house.ada().post("/users", form));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .extracting(Answer::problem)
                    .containsExactly("email-in-use");
        }
    }

    @Test
    void theSameKeyCreatesOnceAndAnswersTwice() throws Exception {
        var house = stage.house();
        var form = house.form("Klara", Stage.email("key"), "INTERNAL", "Viewer");
        var ada = house.ada().with("Idempotency-Key", "create-klara-1");

        var answers = atOnce(() -> ada.post("/users", form), () -> ada.post("/users", form));

        assertThat(answers).extracting(Answer::status).containsExactly(201, 201);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
        assertThat(answers)
                .extracting(answer -> answer.json().has("temporaryPassword"))
                .containsExactlyInAnyOrder(true, false);
        assertThat(answers)
                .filteredOn(answer -> answer.http()
                        .headers()
                        .firstValue("Idempotency-Replayed")
                        .isPresent())
                .hasSize(1);
    }

    @Test
    void terminatedTwiceYieldsOneReceipt() throws Exception {
        var house = stage.house();

        for (var round = 0; round < ROUNDS; round++) {
            var id = house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer")
                    .text("id");
            var answers = atOnce(() -> house.ada().post("/users/" + id + "/termination", Map.of()), () -> house.ada()
                    .post("/users/" + id + "/termination", Map.of()));

            assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
            assertThat(answers.get(0).body()).isEqualTo(answers.get(1).body());
        }
    }

    @Test
    void terminatedWhileReassignedEndsTerminated() throws Exception {
        var house = stage.house();
        var manager = house.role("Manager");

        for (var round = 0; round < ROUNDS; round++) {
            var id = house.create("Vera", Stage.email("vera"), "INTERNAL", "Viewer")
                    .text("id");
            var answers = atOnce(() -> house.ada().post("/users/" + id + "/termination", Map.of()), () -> house.ada()
                    .patch("/users/" + id, Map.of("roleId", manager)));

            assertThat(answers.get(0).status()).isEqualTo(200);
            assertThat(answers.get(1).status()).isIn(200, 409);
            var lastRole = house.ada()
                    .get("/users/" + id)
                    .json()
                    .path("lastRole")
                    .path("name")
                    .asString();
            assertThat(lastRole).isEqualTo(answers.get(1).status() == 200 ? "Manager" : "Viewer");
        }
    }

    @Test
    void aRemovedRoleEndsWithTheNextRequest() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Administrator");
        assertThat(vera.api().get("/users").status()).isEqualTo(200);

        house.ada().patch("/users/" + vera.id(), Map.of("roleId", house.role("Viewer")));

        var refused = vera.api().get("/users");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("missing").toString()).isEqualTo("[\"MANAGE_USERS\"]");
    }

    @Test
    void twoAdministratorsCannotDemoteEachOtherConcurrently() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var house = stage.house();
            var bea = house.person(stage.anybody(), "Bea", "ADMIN", "Administrator");

            var answers =
                    atOnce(() -> house.ada().patch("/users/" + bea.id(), Map.of("type", "INTERNAL")), () -> bea.api()
                            .patch("/users/" + house.adaId(), Map.of("type", "INTERNAL")));

            assertThat(answers)
                    .extracting(Answer::status)
                    .filteredOn(status -> status == 200)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(house.ada().get("/users?type=ADMIN").status() == 200
                            || bea.api().get("/users?type=ADMIN").status() == 200)
                    .isTrue();
        }
    }
}
