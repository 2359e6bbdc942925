package lethe.partners.partners;

import static lethe.AtOnce.atOnce;
import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lethe.Api.Answer;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Two concurrent requests on one partner. */
@LetheTest
class PartnersAtOnceTest {
    private static final Map<String, Object> BILL = bill("Acme Ltd");
    private static final Map<String, Object> OTHER_BILL = bill("Beta Ltd");

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Test
    void refusesOneOfTwoChangesToTheSameVersion() throws Exception {
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
    void answers404ToTheSecondDeletion() throws Exception {
        var house = stage.house();
        for (var round = 0; round < 8; round++) {
            var partner = "/partners/" + create(house.ada(), "name", "Beta", "contactEmail", Stage.email("contact"));

            var answers =
                    atOnce(() -> house.ada().delete(partner), () -> house.ada().delete(partner));

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 404);
        }
    }

    @Test
    void aConcurrentChangeDoesNotReviveADeletedPartner() throws Exception {
        var house = stage.house();
        for (var round = 0; round < 4; round++) {
            var partner = "/partners/" + create(house.ada(), "name", "Beta", "contactEmail", Stage.email("contact"));
            var form = with("name", "Gamma", "contactEmail", Stage.email("contact"));

            var answers =
                    atOnce(() -> house.ada().delete(partner), () -> house.ada().patch(partner, form));

            assertThat(answers.get(0).status()).isEqualTo(204);
            assertThat(answers.get(1).status()).isIn(200, 404);
            assertThat(house.ada().get(partner).status()).isEqualTo(404);
        }
    }

    /** Unlike the tests above, this fixes the order: each order has its own answer. */
    @Test
    void theSecondRequestSeesTheResultOfTheFirst() throws Exception {
        var house = stage.house();
        var changed = "/partners/" + create(house.ada(), "name", "Beta");
        var deleted = "/partners/" + create(house.ada(), "name", "Gamma");

        var afterChange = inOrder(house, () -> house.ada().patch(changed, with("name", "Delta")), () -> house.ada()
                .delete(changed));
        var afterDeletion = inOrder(
                house, () -> house.ada().delete(deleted), () -> house.ada().patch(deleted, with("name", "Delta")));

        assertThat(afterChange).containsExactly(200, 204);
        assertThat(afterDeletion).containsExactly(204, 404);
    }

    @Test
    void keepsTheReasonOfTheFirstDeactivation() throws Exception {
        var house = stage.house();
        var partner = "/partners/" + create(house.ada(), "name", "Beta");

        var answers = inOrder(
                house,
                () -> house.ada().post(partner + "/deactivation", with("reason", "No orders.")),
                () -> house.ada().post(partner + "/deactivation", with("reason", "No answer.")));

        assertThat(answers).containsExactly(200, 200);
        assertThat(house.ada().get(partner).json().at("/deactivation/reason").asString())
                .isEqualTo("No orders.");
        assertThat(house.ada().get("/audit?action=partner.deactivated").json().path("items"))
                .hasSize(1);
    }

    @Test
    void dropsBillingDetailsSavedDuringADeletion() throws Exception {
        var house = stage.house();
        var partner = "/partners/" + create(house.ada(), "name", "Beta");

        var answers = inOrder(
                house, () -> house.ada().delete(partner), () -> house.ada().put(partner + "/billing-details", BILL));

        assertThat(answers).containsExactly(204, 404);
    }

    @Test
    void concurrentFirstBillingDetailsAreSerialised() throws Exception {
        var house = stage.house();
        var billing = "/partners/" + create(house.ada(), "name", "Beta") + "/billing-details";

        var answers = inOrder(
                house, () -> house.ada().put(billing, BILL), () -> house.ada().put(billing, OTHER_BILL));

        assertThat(answers).containsExactly(201, 200);
        assertThat(house.ada().get(billing).text("legalName")).isEqualTo("Beta Ltd");
    }

    @Test
    void theSameKeyCreatesOnePartner() throws Exception {
        var house = stage.house();
        var api = house.ada().with("Idempotency-Key", "once");

        var answers = atOnce(
                () -> api.post("/partners", with("name", "Beta")), () -> api.post("/partners", with("name", "Beta")));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
        assertThat(house.ada().get("/partners").json().path("items")).hasSize(1);
    }

    private static Map<String, Object> bill(String name) {
        return with(
                "legalName",
                name,
                "address",
                Map.of("street", "1 High Street", "city", "Dublin", "country", "IE"),
                "currency",
                "EUR",
                "invoiceEmail",
                Stage.email("invoice"));
    }

    /** The first request waits for this test, the second for the first. */
    private List<Integer> inOrder(House house, Callable<Answer> one, Callable<Answer> other) throws Exception {
        try (var first = FirstTransaction.in(context, house)) {
            first.locks("select from partner for update");
            var earlier = first.before(one);
            var later = first.before(other);
            first.commit();
            return List.of(earlier.get().status(), later.get().status());
        }
    }
}
