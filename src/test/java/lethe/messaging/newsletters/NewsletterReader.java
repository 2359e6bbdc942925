package lethe.messaging.newsletters;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A user who may subscribe to a newsletter. */
@LetheTest
abstract class NewsletterReader {
    @Autowired
    Stage stage;

    @Autowired
    Subscriptions subscriptions;

    House house;
    Person vera;
    String news;

    @BeforeEach
    void createOrganisationWithNewsletter() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        news = house.ada()
                .post(
                        "/newsletters",
                        Map.of("name", "House news", "about", "What is new here.", "frequency", "Once a month."))
                .text("id");
    }

    Answer choose(boolean subscribed) {
        return vera.api().put("/me/newsletters/" + news, Map.of("subscribed", subscribed));
    }

    JsonNode own(Api api) {
        return api.get("/me/newsletters")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(news))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> entries(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    static List<JsonNode> chosen(Answer evidence) {
        return evidence.json()
                .path("items")
                .valueStream()
                .filter(one -> one.has("newsletterId"))
                .toList();
    }

    static Stream<String> acts(Answer evidence) {
        return chosen(evidence).stream()
                .map(one -> one.path("act").asString() + " " + one.path("way").asString());
    }

    List<String> subscribers() {
        return in(() -> subscriptions.next(id(), null, 10)).stream()
                .map(UserId::toString)
                .toList();
    }

    String address() {
        return in(() -> subscriptions.ofSubscriber(UserId.parse(vera.id()).orElseThrow(), id()))
                .map(Unsubscribe::url)
                .orElse("");
    }

    static String path(String address) {
        return address.replaceFirst("^http://[^/]+", "");
    }

    NewsletterId id() {
        return NewsletterId.parse(news).orElseThrow();
    }

    <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(OrganisationId.parse(house.id()).orElseThrow(), work);
    }
}
