package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An organisation that plans and starts reviews of access. */
@LetheTest
abstract class ReviewedOrganisation {
    @Autowired
    Stage stage;

    House house;
    Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    String invited(String name) {
        return house.create(name, Stage.email(name.toLowerCase(Locale.ROOT)), "INTERNAL", "Viewer")
                .text("id");
    }

    Answer plan(String finding, String act, String... people) {
        return ada.post("/users/reviews", Map.of("finding", finding, "act", act, "people", List.of(people)));
    }

    static String field(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().at("/errors/0/field").asString();
    }

    Answer until(Answer plan, String status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ada.get(path(plan)), now -> now.text("status").equals(status));
    }

    Map<String, String> outcomes(Answer plan) {
        var outcomes = new HashMap<String, String>();
        ada.get(path(plan) + "/people")
                .json()
                .path("items")
                .valueStream()
                .forEach(one -> outcomes.put(
                        one.path("id").asString(),
                        one.path("why").asString(one.path("outcome").asString())));
        return outcomes;
    }

    String statusOf(String person) {
        return ada.get("/users/" + person).text("status");
    }

    static String path(Answer plan) {
        return "/users/reviews/" + plan.text("id");
    }
}
