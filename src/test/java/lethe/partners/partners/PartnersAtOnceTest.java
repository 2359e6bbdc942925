package lethe.partners.partners;

import static lethe.AtOnce.atOnce;
import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two at once, on one partner. */
@LetheTest
class PartnersAtOnceTest {
    @Autowired
    private Stage stage;

    @Test
    void ofTwoChangesAtOnceOnTheSameVersionOneIsRefused() throws Exception {
        var house = stage.house();
        var acme = "/partners/" + create(house.ada(), "name", "Acme");
        for (var version = 1; version <= 8; version++) {
            var one = with("name", "One " + version, "version", version);
            var two = with("name", "Two " + version, "version", version);

            var answers =
                    atOnce(() -> house.ada().patch(acme, one), () -> house.ada().patch(acme, two));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void ofTwoDeletionsAtOnceOneFindsNothing() throws Exception {
        var house = stage.house();
        for (var round = 0; round < 8; round++) {
            var partner = "/partners/" + create(house.ada(), "name", "Beta", "contactEmail", Stage.email("contact"));

            var answers =
                    atOnce(() -> house.ada().delete(partner), () -> house.ada().delete(partner));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 404);
        }
    }
}
