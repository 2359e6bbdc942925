package lethe.messaging.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A newsletter with two readers, and an issue of it. */
abstract class NewsletterWithReaders extends PostOffice {
    static final String TEXT = """
            # New partners

            Write to events@acme.example or read [more](https://acme.example/more).

            Here <script>alert(1)</script> ![logo](https://tracker.example/1.gif)
            """;

    @Autowired
    Stage stage;

    House house;
    Person vera;
    Person max;
    String news;
    String issues;

    @BeforeEach
    void setUpTwoUsersAndANewsletter() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        max = house.person(stage.anybody(), "Max", "EXTERNAL", "Viewer");
        news = house.ada()
                .post(
                        "/newsletters",
                        Map.of("name", "House news", "about", "What is new.", "frequency", "Once a month."))
                .text("id");
        issues = "/newsletters/" + news + "/issues";
    }

    void draft(String subject) {
        assertThat(house.ada()
                        .post(issues, Map.of("subject", subject, "markdown", TEXT, "language", "en"))
                        .status())
                .isEqualTo(201);
    }

    Api.Answer await(String status) throws InterruptedException {
        for (var wait = 0; wait < 400 && !issue().text("status").equals(status); wait++) {
            Thread.sleep(50);
        }
        assertThat(issue().text("status")).as(issue().body()).isEqualTo(status);
        return issue();
    }

    Api.Answer issue() {
        return house.ada().get(issues + "/1");
    }

    void choose(Person person, boolean subscribed) {
        assertThat(person.api()
                        .put("/me/newsletters/" + news, Map.of("subscribed", subscribed))
                        .status())
                .isEqualTo(200);
    }
}
