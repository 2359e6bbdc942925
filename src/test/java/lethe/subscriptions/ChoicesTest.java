package lethe.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.kernel.NewsletterId;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people choose, over REST, and what becomes of it. */
@LetheTest
class ChoicesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Subscriptions subscriptions;

    private House house;
    private Person vera;
    private String news;

    @BeforeEach
    void anOrganisationWithANewsletter() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        news = house.ada()
                .post(
                        "/newsletters",
                        Map.of("name", "House news", "about", "What is new here.", "frequency", "Once a month."))
                .text("id");
    }

    @Test
    void aChoiceIsOffUntilItIsSwitchedOn() {
        assertThat(vera.api()
                        .get("/me/newsletters")
                        .json()
                        .path("items")
                        .path(0)
                        .toString())
                .isEqualTo(
                        "{\"id\":\"" + news + "\",\"name\":\"House news\",\"about\":\"What is new here.\","
                                + "\"frequency\":\"Once a month.\",\"publisher\":\"ORGANISATION\",\"version\":1,\"subscribed\":false}");

        var on = vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));

        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().path("subscribed").asBoolean()).isTrue();
        assertThat(on.text("since")).isNotEmpty();
        assertThat(next()).containsExactly(vera.id());
        assertThat(address()).contains("/unsubscribe/lethe_uns_");
    }

    private List<String> next() {
        return in(() -> subscriptions.next(id(), null, 10)).stream()
                .map(UserId::toString)
                .toList();
    }

    private String address() {
        return in(() -> subscriptions.ofSubscriber(UserId.parse(vera.id()).orElseThrow(), id()))
                .map(Unsubscribe::url)
                .orElse("");
    }

    private NewsletterId id() {
        return NewsletterId.parse(news).orElseThrow();
    }

    private <T> T in(Tenancy.Work<T> work) {
        return Tenancy.in(OrganisationId.parse(house.id()).orElseThrow(), work);
    }
}
