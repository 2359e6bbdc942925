package lethe.messaging.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.platform.database.AsOwner;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Issues from sending to the last mail, over REST. */
class MailingsTest extends NewsletterWithReaders {
    @Autowired
    private OperatorSessions operators;

    @Autowired
    private ApplicationContext context;

    @Test
    void sendsToSubscribersOnly() throws InterruptedException {
        choose(vera, true);
        var written = house.ada().post(issues, Map.of("subject", "Spring", "markdown", TEXT, "language", "en"));
        assertThat(written.status()).as(written.body()).isEqualTo(201);
        assertThat(written.http().headers().firstValue("Location").orElseThrow())
                .endsWith(issues + "/1");
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
                .contains(
                        "Hello Vera Kanari,",
                        "New partners",
                        "https://acme.example/more",
                        "House news",
                        "Unsubscribe:\nhttp")
                .doesNotContain("tracker.example");
        assertThat(mail.html())
                .contains(
                        "<h2>New partners</h2>",
                        "href=\"https://acme.example/more\"",
                        "&lt;script&gt;",
                        "/unsubscribe/")
                .doesNotContain("<script", "<img", "tracker.example");
    }

    @Test
    void pausesAndResumesAndChecksBeforeEachMail() throws InterruptedException {
        choose(vera, true);
        choose(max, true);
        draft("Stopped");
        pauseImmediately();

        choose(vera, false);
        house.ada().post("/users/" + max.id() + "/termination", Map.of());
        var tom = house.person(stage.anybody(), "Tom", "INTERNAL", "Viewer");
        choose(tom, true);
        assertThat(house.ada().post(issues + "/1/sending", Map.of()).text("status"))
                .isEqualTo("SENDING");

        var done = await("SENT");
        assertThat(mailTo(tom.email(), "Stopped").text()).contains("Hello Tom");
        assertThat(mailsTo(vera.email(), "Stopped")).isEmpty();
        assertThat(mailsTo(max.email(), "Stopped")).isEmpty();
        assertThat(done.json().path("sent").asInt()).isEqualTo(1);
        assertThat(house.ada().post(issues + "/1/sending", Map.of()).text("status"))
                .as("there is nothing to try again")
                .isEqualTo("SENT");
        assertThat(actions())
                .containsSubsequence(
                        "newsletter.sent", "newsletter.sending", "newsletter.paused", "newsletter.drafted");
    }

    @Test
    void sendsTheOperatorsIssueEverywhereAndReportsOnlySums() throws InterruptedException {
        var other = stage.house();
        var otto = other.person(stage.anybody(), "Otto", "INTERNAL", "Viewer");
        var operator = stage.anybody().as(operators.token());
        var product = operator.post(
                        "/operator/newsletters",
                        Map.of("name", "Product " + house.id(), "about", "What is new.", "frequency", "Now and then."))
                .text("id");
        for (var one : List.of(vera, otto)) {
            one.api().put("/me/newsletters/" + product, Map.of("subscribed", true));
        }
        var all = "/operator/newsletters/" + product + "/issues";
        var draft = operator.post(all, Map.of("subject", "For all", "markdown", TEXT));
        assertThat(draft.status()).as(draft.body()).isEqualTo(201);
        assertThat(operator.get(all + "/1").json().path("recipients").asInt()).isEqualTo(2);
        assertThat(house.ada()
                        .post("/newsletters/" + product + "/issues", Map.of("subject", "x", "markdown", "x"))
                        .problem())
                .isEqualTo("operators-own");
        assertThat(operator.post(all + "/1/test", Map.of("email", "op@lethe.example"))
                        .status())
                .isEqualTo(202);
        assertThat(mailTo("op@lethe.example", "Test: For all").text()).contains("Hello Ada Example");

        operator.post(all + "/1/sending", Map.of());

        mailTo(vera.email(), "For all");
        mailTo(otto.email(), "For all");
        for (var wait = 0;
                wait < 400 && !operator.get(all + "/1").text("status").equals("SENT");
                wait++) {
            Thread.sleep(50);
        }
        var done = operator.get(all + "/1");
        assertThat(done.text("status")).as(done.body()).isEqualTo("SENT");
        assertThat(done.json().path("sent").asInt()).isEqualTo(2);
        assertThat(mailsTo(max.email(), "For all")).isEmpty();
        assertThat(actions()).contains("newsletter.sent");
    }

    @Test
    void showsProgressAndControlsOnPages() throws InterruptedException {
        choose(vera, true);
        var page = issues + "/1";
        draft("On pages");

        var english = house.ada().with("Accept-Language", "en");
        assertThat(english.page(issues).body()).contains("On pages", "Draft");
        assertThat(english.page(page).body())
                .contains("Current recipients", "Send me a test", "As plain text", "The unsubscribe link goes here")
                .doesNotContain("tracker.example\"");
        assertThat(english.page(page + "/sending").body()).contains("Send issue 1?", "600 emails are sent per minute");
        assertThat(english.form(issues + "/new", Map.of("subject", "Seen", "markdown", "*soon*", "preview", "true"))
                        .body())
                .contains("<em>soon</em>", "Nothing has been saved", "*soon*</textarea>");
        assertThat(english.form(page + "/sending", Map.of()).status()).isEqualTo(303);
        await("SENT");
        assertThat(english.page(page).body()).contains("Finished", "Bounced").doesNotContain("Current recipients");
    }

    /** Pauses before any mail is sent: the next free moment is five seconds away. */
    private void pauseImmediately() {
        AsOwner.of(context).update("""
                insert into newsletter_pace (free_at)
                values (now() + interval '5 seconds')
                on conflict (one) do update set free_at = excluded.free_at
                """);
        house.ada().post(issues + "/1/sending", Map.of());
        var paused = house.ada().post(issues + "/1/pause", Map.of());
        assertThat(paused.text("status")).as(paused.body()).isEqualTo("PAUSED");
    }

    private List<String> actions() {
        return house.ada()
                .get("/audit?limit=200")
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("action").asString())
                .toList();
    }
}
