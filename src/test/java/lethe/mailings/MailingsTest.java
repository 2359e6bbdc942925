package lethe.mailings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Issues from the first word to the last mail, over REST. */
class MailingsTest extends PostOffice {
    private static final String TEXT = """
            # New partners

            Write to events@acme.example or read [more](https://acme.example/more).

            Here <script>alert(1)</script> ![logo](https://tracker.example/1.gif)
            """;

    @Autowired
    private Stage stage;

    private House house;
    private Person vera;
    private Person max;
    private String news;
    private String issues;

    @BeforeEach
    void twoPeopleAndANewsletter() {
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

    @Test
    void goesToWhoeverIsSubscribedAndToNobodyElse() throws InterruptedException {
        choose(vera, true);
        var written = house.ada().post(issues, Map.of("subject", "Spring", "markdown", TEXT, "language", "en"));
        assertThat(written.status()).as(written.body()).isEqualTo(201);
        assertThat(written.http().headers().firstValue("Location").orElseThrow()).endsWith(issues + "/1");
        assertThat(written.json().path("status").asString()).isEqualTo("DRAFT");
        assertThat(written.json().path("recipients").asInt()).isEqualTo(1);

        var begun = house.ada().post(issues + "/1/sending", Map.of());

        assertThat(begun.status()).as(begun.body()).isEqualTo(202);
        var mail = mailTo(vera.email(), "Spring");
        var done = await("SENT");
        assertThat(done.json().path("recipients").asInt()).isEqualTo(1);
        assertThat(done.json().path("sent").asInt()).isEqualTo(1);
        assertThat(done.json().path("bounced").asInt()).isZero();
        assertThat(mailsTo(max.email(), "Spring")).isEmpty();
        assertThat(mail.header("List-Unsubscribe")).matches("<http\\S+/unsubscribe/lethe_uns_\\S+>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("List-ID")).isEqualTo("<" + news + ".lethe.example>");
        assertThat(mail.header("Precedence")).isEqualTo("bulk");
        assertThat(mail.header("Message-ID"))
                .startsWith("<mail_")
                .doesNotContain(vera.id().substring("user_".length()));
        assertThat(mail.text())
                .contains("Hello Vera Kanari,", "New partners", "https://acme.example/more", "House news", "Unsubscribe:\nhttp")
                .doesNotContain("tracker.example");
        assertThat(mail.html())
                .contains("<h2>New partners</h2>", "href=\"https://acme.example/more\"", "&lt;script&gt;", "/unsubscribe/")
                .doesNotContain("<script", "<img", "tracker.example");
    }

    private Api.Answer await(String status) throws InterruptedException {
        for (var wait = 0; wait < 400 && !issue().text("status").equals(status); wait++) {
            Thread.sleep(50);
        }
        assertThat(issue().text("status")).as(issue().body()).isEqualTo(status);
        return issue();
    }

    private Api.Answer issue() {
        return house.ada().get(issues + "/1");
    }

    private void choose(Person person, boolean subscribed) {
        assertThat(person.api()
                        .put("/me/newsletters/" + news, Map.of("subscribed", subscribed))
                        .status())
                .isEqualTo(200);
    }
}
