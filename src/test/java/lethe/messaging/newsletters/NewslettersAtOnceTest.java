package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lethe.Api;
import lethe.Api.Answer;
import lethe.FirstTransaction;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Two requests about one newsletter at the same time, in either order. */
@LetheTest
class NewslettersAtOnceTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @SuppressWarnings("NullAway.Init") // each test sets it
    private House house;

    @SuppressWarnings("NullAway.Init") // each test sets it
    private Api ada;

    private String news = "";

    @BeforeEach
    void createNewsletter() {
        house = stage.house();
        ada = house.ada();
        news = "/newsletters/" + ada.post("/newsletters", form("News")).text("id");
    }

    @Test
    void refusesTheLaterOfTwoChangesToTheSameVersion() throws Exception {
        assertThat(inOrder(() -> ada.put(news, versioned("One")), () -> ada.put(news, versioned("Two"))))
                .containsExactly(200, 409);
        assertThat(ada.get(news).text("name")).isEqualTo("One");
    }

    @Test
    void deletesAfterAChangeButRefusesAChangeAfterDeletion() throws Exception {
        var other = "/newsletters/" + ada.post("/newsletters", form("More")).text("id");

        assertThat(inOrder(() -> ada.put(news, form("One")), () -> ada.delete(news)))
                .containsExactly(200, 204);
        assertThat(inOrder(() -> ada.delete(other), () -> ada.put(other, form("Two"))))
                .containsExactly(204, 404);
    }

    @Test
    void findsNothingInTheLaterOfTwoDeletions() throws Exception {
        assertThat(inOrder(() -> ada.delete(news), () -> ada.delete(news))).containsExactly(204, 404);
    }

    @Test
    void refusesANameTakenInTheMeantime() throws Exception {
        var other = "/newsletters/" + ada.post("/newsletters", form("More")).text("id");

        assertThat(inOrder(() -> ada.put(news, form("Same")), () -> ada.put(other, form("Same"))))
                .containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void neitherWritesNorSendsIssuesOfADeletedNewsletter() throws Exception {
        var other = "/newsletters/" + ada.post("/newsletters", form("More")).text("id");
        ada.put("/me" + other, Map.of("subscribed", true));
        ada.post(other + "/issues", issue());

        assertThat(inOrder(() -> ada.delete(news), () -> ada.post(news + "/issues", issue())))
                .containsExactly(204, 404);
        assertThat(inOrder(() -> ada.delete(other), () -> ada.post(other + "/issues/1/sending", Map.of())))
                .containsExactly(204, 404);
    }

    @Test
    void refusesAChoiceOfADeletedNewsletter() throws Exception {
        assertThat(inOrder(() -> ada.delete(news), () -> ada.put("/me" + news, Map.of("subscribed", true))))
                .containsExactly(204, 404);
        assertThat(ada.get("/me/newsletters").body()).doesNotContain("News");
    }

    /** The consent was to earlier words. */
    @Test
    void endsAConsentToWordsThatChangedInTheMeantime() throws Exception {
        assertThat(inOrder(() -> ada.put("/me" + news, Map.of("subscribed", true)), () -> ada.put(news, reworded())))
                .containsExactly(200, 200);

        assertThat(ada.get("/me/newsletters").json().at("/items/0/subscribed").asBoolean())
                .isFalse();
    }

    /** The first request waits for this test, the second for the first. */
    private List<Integer> inOrder(Callable<Answer> one, Callable<Answer> other) throws Exception {
        try (var first = FirstTransaction.in(context, house)) {
            first.locks("select from newsletter for update");
            var earlier = first.before(one);
            var later = first.before(other);
            first.commit();
            return List.of(earlier.get().status(), later.get().status());
        }
    }

    private static Map<String, Object> form(String name) {
        return Map.of("name", name, "about", "What is new.", "frequency", "Now and then.");
    }

    private static Map<String, Object> reworded() {
        return Map.of("name", "News", "about", "What is old.", "frequency", "Now and then.");
    }

    private static Map<String, Object> versioned(String name) {
        var form = new HashMap<>(form(name));
        form.put("version", 1);
        return form;
    }

    private static Map<String, Object> issue() {
        return Map.of("subject", "One", "markdown", "One.", "language", "en");
    }
}
