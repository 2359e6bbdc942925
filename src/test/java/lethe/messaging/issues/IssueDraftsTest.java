package lethe.messaging.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drafts of issues: what can be changed, tested and refused before they are sent. */
class IssueDraftsTest extends NewsletterWithReaders {
    @Test
    void sendsATestToItsWriter() throws InterruptedException {
        draft("Early");

        var asked = house.ada().with("Accept-Language", "en").post(issues + "/1/test", Map.of());

        assertThat(asked.status()).isEqualTo(202);
        var ada = house.ada().get("/me").text("email");
        var test = mailTo(ada, "Test: Early");
        assertThat(test.text()).contains("New partners", "The unsubscribe link goes here");
        assertThat(test.header("List-Unsubscribe")).isNull();
        assertThat(issue().text("status")).isEqualTo("DRAFT");
    }

    @Test
    void changesOnlyAsADraft() throws InterruptedException {
        choose(vera, true);
        draft("First");
        var change = Map.<String, Object>of("subject", "Second", "markdown", "x", "version", 1);

        assertThat(house.ada().put(issues + "/1", change).text("subject")).isEqualTo("Second");
        assertThat(house.ada().put(issues + "/1", change).problem()).isEqualTo("changed-meanwhile");
        house.ada().post(issues + "/1/sending", Map.of());
        await("SENT");

        var late = house.ada().put(issues + "/1", Map.of("subject", "Third", "markdown", "x"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/current/subject").asString()).isEqualTo("Second");
        assertThat(house.ada().post(issues + "/1/pause", Map.of()).status()).isEqualTo(409);
        assertThat(house.ada()
                        .post(issues, Map.of("subject", "Next", "markdown", "x"))
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void refusesEmptyIssuesAndCallersWithoutPermission() {
        var empty = house.ada().post(issues, Map.of("subject", " ", "markdown", "", "language", "fr"));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.body()).contains("\"subject\"", "\"markdown\"", "\"language\"");
        assertThat(vera.api()
                        .post(issues, Map.of("subject", "x", "markdown", "x"))
                        .problem())
                .isEqualTo("permission");
        var other = stage.house();
        assertThat(other.ada().get(issues).status()).isEqualTo(404);
        assertThat(other.ada().post(issues + "/1/sending", Map.of()).status()).isEqualTo(404);
        assertThat(house.ada().post(issues + "/7/sending", Map.of()).status()).isEqualTo(404);
        var once = house.ada().with("Idempotency-Key", "once");
        var first = once.post(issues, Map.of("subject", "x", "markdown", "x"));
        var again = once.post(issues, Map.of("subject", "x", "markdown", "x"));
        assertThat(again.json().path("number").asInt())
                .isEqualTo(first.json().path("number").asInt());
        assertThat(again.http().headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void refusesToSendWithoutSubscribers() {
        draft("Into the void");
        var english = house.ada().with("Accept-Language", "en");

        var refused = english.post(issues + "/1/sending", Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("recipients");
        assertThat(english.get(issues + "/1").text("status")).isEqualTo("DRAFT");
        assertThat(english.page(issues + "/1").body())
                .contains("no subscribers yet")
                .doesNotContain("/1/sending\"");
        assertThat(english.page(issues + "/1/sending").body()).doesNotContain("Send now");
        assertThat(english.form(issues + "/1/sending", Map.of()).status()).isEqualTo(422);
    }
}
