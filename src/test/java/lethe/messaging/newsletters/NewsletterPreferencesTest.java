package lethe.messaging.newsletters;

import static lethe.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

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
import lethe.privacy.notices.Wordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Users' choices over REST, and their effects. */
@LetheTest
class NewsletterPreferencesTest {
    private static final String WORDS = "Please send me the newsletter “House news” from %s by e-mail. "
            + "What it is about: “What is new here.” How often it comes: “Once a month.” "
            + "I can end this at any time, here or in any of its mails.";

    @Autowired
    private Stage stage;

    @Autowired
    private Subscriptions subscriptions;

    private House house;
    private Person vera;
    private String news;

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
    void unsubscribingWithoutASubscriptionLeavesNoEvidence() {
        choose(false);

        assertThat(acts(vera.api().get("/me/consents"))).isEmpty();
    }

    @Test
    void concurrentSubscriptionsLeaveOneConsent() throws Exception {
        var answers = atOnce(() -> choose(true), () -> choose(true), () -> choose(true));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(acts(vera.api().get("/me/consents"))).containsExactly("SUBSCRIBED API");
    }

    @Test
    void keepsTheWordsAsEvidenceAfterTheNewsletterChanges() {
        choose(true);
        house.ada().put("/newsletters/" + news, Map.of("name", "Other news"));

        choose(false);

        var own = chosen(vera.api().get("/me/consents"));
        assertThat(own).hasSize(2).allSatisfy(one -> {
            assertThat(one.path("words").asString()).isEqualTo(WORDS.formatted(organisationName()));
            assertThat(one.path("hash").asString()).matches("sha256:[0-9a-f]{64}");
            assertThat(one.path("newsletterVersion").asInt()).isOne();
            assertThat(one.path("language").asString()).isEqualTo("en");
        });
        assertThat(chosen(house.ada().get("/users/" + vera.id() + "/consents"))).isEqualTo(own);
    }

    @Test
    void keepsTheWordsInTheReadersLanguage() {
        vera.api().with("Accept-Language", "de").put("/me/newsletters/" + news, Map.of("subscribed", true));

        assertThat(chosen(vera.api().get("/me/consents"))).singleElement().satisfies(one -> {
            assertThat(one.path("language").asString()).isEqualTo("de");
            assertThat(one.path("words").asString())
                    .startsWith("Bitte senden Sie mir den Newsletter „House news“ von ");
        });
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

    @Test
    void terminationErasesTheChoiceAndItsLink() {
        choose(true);
        var address = address();

        var receipt = house.ada().post("/users/" + vera.id() + "/termination", Map.of());

        assertThat(receipt.body()).contains("{\"holder\":\"newsletters\",\"what\":[\"subscriptions\"]}");
        assertThat(subscribers()).isEmpty();
        assertThat(acts(house.ada().get("/users/" + vera.id() + "/consents")))
                .containsExactly("SUBSCRIBED API", "UNSUBSCRIBED TERMINATION");
        assertThat(stage.anybody().page(path(address)).status()).isEqualTo(410);
    }

    @Test
    void recordsTheChoiceInTheAuditLogWithoutItsWords() {
        choose(true);

        assertThat(entries("me.newsletter-subscribed")).singleElement().satisfies(entry -> {
            assertThat(entry.path("facts").toString())
                    .contains(news, "\"way\":\"API\"")
                    .doesNotContain("House news");
            assertThat(entry.at("/actor/id").asString()).isEqualTo(vera.id());
        });
    }

    @Test
    void exportsTheChoicesWithTheOrganisationsConsentRecords() {
        choose(true);
        choose(false);

        var csv =
                house.ada().page("/o/" + house.slug() + "/consents/export/csv").body();
        var json = house.ada()
                .page("/o/" + house.slug() + "/consents/export/json?act=UNSUBSCRIBED")
                .body();

        assertThat(csv.lines().filter(line -> line.contains("SUBSCRIBED;")))
                .hasSize(2)
                .allMatch(
                        line -> line.contains(news) && line.contains("sha256:") && line.contains("How often it comes"));
        assertThat(json).contains("\"act\":\"UNSUBSCRIBED\"", "\"newsletterVersion\":1", "\"way\":\"API\"");
        assertThat(json).doesNotContain("\"act\":\"SUBSCRIBED\"", "ATTESTED");
    }

    @Test
    void includesChoiceAndWordsInTheUsersData() {
        choose(true);

        var told = vera.api().get("/me/data").body();

        assertThat(told).contains("\"newsletter_choice\"", WORDS.formatted(organisationName()), "lethe_uns_");
    }

    private Answer choose(boolean subscribed) {
        return vera.api().put("/me/newsletters/" + news, Map.of("subscribed", subscribed));
    }

    private JsonNode own(Api api) {
        return api.get("/me/newsletters")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(news))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> entries(String action) {
        return house.ada()
                .get("/audit?action=" + action)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private String organisationName() {
        return house.ada().get("/organisation").text("name");
    }

    private static List<JsonNode> chosen(Answer evidence) {
        return evidence.json()
                .path("items")
                .valueStream()
                .filter(one -> one.has("newsletterId"))
                .toList();
    }

    private static Stream<String> acts(Answer evidence) {
        return chosen(evidence).stream()
                .map(one -> one.path("act").asString() + " " + one.path("way").asString());
    }

    private List<String> subscribers() {
        return in(() -> subscriptions.next(id(), null, 10)).stream()
                .map(UserId::toString)
                .toList();
    }

    private long count() {
        return in(() -> subscriptions.count(id()));
    }

    private String address() {
        return in(() -> subscriptions.ofSubscriber(UserId.parse(vera.id()).orElseThrow(), id()))
                .map(Unsubscribe::url)
                .orElse("");
    }

    private static String path(String address) {
        return address.replaceFirst("^http://[^/]+", "");
    }

    private NewsletterId id() {
        return NewsletterId.parse(news).orElseThrow();
    }

    private <T> T in(TenantContext.Work<T> work) {
        return TenantContext.in(OrganisationId.parse(house.id()).orElseThrow(), work);
    }
}
