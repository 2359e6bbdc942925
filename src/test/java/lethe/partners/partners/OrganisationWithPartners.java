package lethe.partners.partners;

import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An organisation that creates partners over REST. */
@LetheTest
abstract class OrganisationWithPartners {
    @Autowired
    Stage stage;

    House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    List<String> actions(String id) {
        return house.ada()
                .get("/audit?target=" + id)
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("action").asString())
                .toList();
    }
}
