package lethe.privacy.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An organisation that writes notices. */
@LetheTest
abstract class OrganisationWithNotices {
    @Autowired
    Stage stage;

    House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    List<String> statuses() {
        return house.ada()
                .get("/notices")
                .json()
                .path("items")
                .valueStream()
                .map(it -> it.path("version").asInt() + " " + it.path("status").asString())
                .toList();
    }

    static List<String> errors(Answer refused) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        return refused.json()
                .path("errors")
                .valueStream()
                .map(it -> it.path("field").asString() + " " + it.path("code").asString())
                .toList();
    }
}
