package lethe.messaging.newsletters;

import static lethe.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Api.Answer;
import lethe.privacy.notices.Wordings;
import org.junit.jupiter.api.Test;

/** Users' choices over REST, and when they end. */
class NewsletterPreferencesTest extends NewsletterReader {
    @Test
    void isOffUntilTurnedOn() {
        var before = own(vera.api());

        var on = choose(true);

        assertThat(before)
                .hasToString(
                        "{\"id\":\"" + news + "\",\"name\":\"House news\",\"about\":\"What is new here.\","
                                + "\"frequency\":\"Once a month.\",\"publisher\":\"ORGANISATION\",\"version\":1,\"subscribed\":false}");
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().path("subscribed").asBoolean()).isTrue();
        assertThat(on.text("since")).isNotEmpty();
        assertThat(own(vera.api())).isEqualTo(on.json());
        assertThat(subscribers()).containsExactly(vera.id());
        assertThat(count()).isOne();
    }

    @Test
    void repeatingAChoiceChangesNothing() {
        var first = choose(true);
        var again = choose(true);
        var off = choose(false);
        var offAgain = choose(false);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(off.json().path("subscribed").asBoolean()).isFalse();
        assertThat(off.json().has("since")).isFalse();
        assertThat(offAgain.json()).isEqualTo(off.json());
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API", "UNSUBSCRIBED API");
        assertThat(subscribers()).isEmpty();
    }

    @Test
    void concurrentSubscriptionsLeaveOneConsent() throws Exception {
        var answers = atOnce(() -> choose(true), () -> choose(true), () -> choose(true));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API");
    }

    @Test
    void refusesConsentToOutdatedWords() {
        house.ada().put("/newsletters/" + news, Map.of("about", "Something else."));

        var refused = vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true, "version", 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("changed-meanwhile");
        assertThat(refused.json().at("/current/about").asString()).isEqualTo("Something else.");
        assertThat(own(vera.api()).path("subscribed").asBoolean()).isFalse();
    }

    @Test
    void refusesInTheContractsOrder() {
        var other = stage.house();
        var theirs = other.ada()
                .post("/newsletters", Map.of("name", "Theirs", "about", "Theirs.", "frequency", "Never."))
                .text("id");

        assertThat(vera.api()
                        .put("/me/newsletters/" + theirs, Map.of("subscribed", true))
                        .status())
                .isEqualTo(404);
        assertThat(vera.api().put("/me/newsletters/" + news, Map.of()).status()).isEqualTo(422);
        assertThat(vera.api()
                        .put("/me/newsletters/" + news, Map.of("subscribed", true, "why", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(vera.api().get("/me/newsletters").body()).contains(news).doesNotContain(theirs);
        assertThat(vera.api().get("/me/newsletters?after=x").status()).isEqualTo(400);
    }

    @Test
    void endsChoicesWhenTheSubjectChanges() {
        choose(true);

        house.ada().put("/newsletters/" + news, Map.of("frequency", "Every day."));

        assertThat(own(vera.api()).path("subscribed").asBoolean()).isFalse();
        assertThat(subscribers()).isEmpty();
        assertThat(address()).isEmpty();
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API", "UNSUBSCRIBED CHANGED");
        choose(true);
        assertThat(subscribers()).containsExactly(vera.id());
    }

    @Test
    void keepsChoicesAfterANewNameOrACorrection() {
        choose(true);

        house.ada().put("/newsletters/" + news, Map.of("name", "Our news"));
        house.ada().put("/newsletters/" + news, Map.of("about", "What’s new here.", "correction", true));

        assertThat(own(vera.api()).path("subscribed").asBoolean()).isTrue();
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API");
        assertThat(entries("newsletter.changed")
                        .getFirst()
                        .at("/facts/correction")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void deletingANewsletterEndsAllChoices() {
        choose(true);
        var address = address();

        house.ada().delete("/newsletters/" + news);

        assertThat(vera.api().get("/me/newsletters").body()).doesNotContain(news);
        assertThat(subscribers()).isEmpty();
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API", "UNSUBSCRIBED WITHDRAWN");
        assertThat(entries("newsletter.deleted")
                        .getFirst()
                        .at("/facts/choicesEnded")
                        .asInt())
                .isOne();
        assertThat(stage.anybody().page(path(address)).body()).contains("You are not subscribed");
    }

    @Test
    void excludesSuspendedAndExpiredUsers() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        choose(true);
        edo.api().put("/me/newsletters/" + news, Map.of("subscribed", true));

        house.ada().post("/users/" + vera.id() + "/suspension", Map.of("reason", "absent"));
        house.ada().patch("/users/" + edo.id(), Map.of("accessUntil", "2020-01-01"));

        assertThat(subscribers()).isEmpty();
        assertThat(address()).isEmpty();
        house.ada().delete("/users/" + vera.id() + "/suspension");
        assertThat(subscribers()).containsExactly(vera.id());
    }

    @Test
    void excludesUsersWhoHaveYetToDecideAboutTheNotice() {
        choose(true);

        var version = Wordings.published(house.ada(), Wordings.english("New words"));

        assertThat(subscribers()).isEmpty();
        vera.api().post("/me/consent", Map.of("noticeVersion", version, "decision", "CONTINUE"));
        assertThat(subscribers()).containsExactly(vera.id());
    }

    private long count() {
        return in(() -> subscriptions.count(id()));
    }
}
