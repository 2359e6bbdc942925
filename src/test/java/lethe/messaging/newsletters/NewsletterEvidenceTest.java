package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What remains of a choice: its words as evidence, the audit log and the exports. */
class NewsletterEvidenceTest extends NewsletterReader {
    private static final String WORDS = "Please send me the newsletter “House news” from %s by e-mail. "
            + "What it is about: “What is new here.” How often it comes: “Once a month.” "
            + "I can end this at any time, here or in any of its mails.";

    @Test
    void unsubscribingWithoutASubscriptionLeavesNoEvidence() {
        choose(false);

        assertThat(acts(vera.api().get("/me/consents"))).isEmpty();
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

    private String organisationName() {
        return house.ada().get("/organisation").text("name");
    }
}
