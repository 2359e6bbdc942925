package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.Map;
import java.util.regex.Pattern;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.Visitor.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The last step of the first sign-in: optional newsletters. */
@LetheTest
class FirstChoicePagesTest {
    private static final Pattern OFFER = Pattern.compile("name=\"newsletters\" value=\"(newsletter_[^\"]+)\"");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Visitor klara;
    private String id;
    private String email;

    @BeforeEach
    void klaraHasChosenAPassword() {
        house = stage.house();
        klara = new Visitor(port);
        email = Stage.email("klara");
        var created = house.create("Klara", email, "INTERNAL", "Viewer");
        id = created.text("id");
        klara.follow(klara.signIn(house.slug(), email, created.text("temporaryPassword")));
        klara.post(at("/new-password"), "newPassword", Stage.PASSWORD, "repeated", Stage.PASSWORD);
    }

    @Test
    void comesAfterTheNoticeWithNothingTicked() {
        newsletter("House news");

        assertThat(klara.get(at("/profile/newsletters/first")).leadsTo()).isEqualTo(at("/consent"));
        assertThat(klara.get(at("/consent")).body()).doesNotContain("House news");
        var step = comeIn();

        assertThat(step.status()).isEqualTo(200);
        assertThat(step.body())
                .contains("House news", "Nothing is selected", "Please send me the newsletter", "Skip")
                .doesNotContain("checked");
    }

    @Test
    void skippingSubscribesToNothing() {
        newsletter("House news");
        var offer = offer(comeIn());

        var on =
                klara.post(at("/profile/newsletters/first"), "newsletters", offer, "language", "en", "skipped", "true");

        assertThat(on.leadsTo()).isEqualTo(at("/"));
        assertThat(evidence()).doesNotContain("SUBSCRIBED");
    }

    /** Enter presses the first button of a form. */
    @Test
    void enterSavesTheSelection() {
        newsletter("House news");
        comeIn();
        Chromium.visit(new Browser.NewPageOptions().setLocale("en-GB"), page -> {
            page.navigate("http://localhost:" + port + at("/sign-in"));
            page.fill("#email", email);
            page.fill("#password", Stage.PASSWORD);
            page.press("#password", "Enter");
            page.navigate("http://localhost:" + port + at("/profile/newsletters/first"));
            page.check("input[name=newsletters]");
            page.press("input[name=newsletters]", "Enter");
            page.waitForURL(url -> !url.contains("newsletters"));
        });

        assertThat(evidence()).contains("\"act\":\"SUBSCRIBED\"");
    }

    @Test
    void savingAnEmptySelectionSubscribesToNothing() {
        newsletter("House news");
        comeIn();

        var on = klara.post(at("/profile/newsletters/first"), "language", "en");

        assertThat(on.leadsTo()).isEqualTo(at("/"));
        assertThat(evidence()).doesNotContain("SUBSCRIBED");
    }

    @Test
    void subscribesToTheSelectionAndRecordsItsText() {
        newsletter("House news");
        var offer = offer(comeIn());

        klara.post(at("/profile/newsletters/first"), "newsletters", offer, "language", "de");

        assertThat(evidence()).contains("\"act\":\"SUBSCRIBED\",\"way\":\"FIRST_SIGN_IN\"", "Bitte senden Sie mir");
        assertThat(klara.get(at("/profile/newsletters/first")).leadsTo())
                .as("nothing left to choose")
                .isEqualTo(at("/"));
    }

    @Test
    void showsChangedTextAgainWithoutSubscribing() {
        var news = newsletter("House news");
        var offer = offer(comeIn());
        house.ada().put("/newsletters/" + news, Map.of("about", "Something else."));

        var refused = klara.post(at("/profile/newsletters/first"), "newsletters", offer, "language", "en");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Something else.").doesNotContain("checked");
        assertThat(evidence()).doesNotContain("SUBSCRIBED");
        assertThat(klara.post(at("/profile/newsletters/first"), "newsletters", "x")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isSkippedWithoutNewsletters() {
        assertThat(comeIn().leadsTo()).isEqualTo(at("/"));
    }

    @Test
    void continuesToTheRequestedPage() {
        newsletter("House news");
        klara.get(at("/partners?status=ACTIVE"));
        comeIn();

        var on = klara.post(at("/profile/newsletters/first"), "skipped", "true");

        assertThat(on.leadsTo()).isEqualTo(at("/partners?status=ACTIVE"));
    }

    private Page comeIn() {
        klara.get(at("/consent"));
        var codes = klara.post(at("/consent"), "noticeVersion", "1", "language", "en");
        assertThat(codes.body()).contains("href=\"" + at("/profile/newsletters/first"));
        return klara.get(at("/profile/newsletters/first"));
    }

    private static String offer(Page page) {
        var found = OFFER.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private String newsletter(String name) {
        return house.ada()
                .post("/newsletters", Map.of("name", name, "about", "What is new.", "frequency", "Monthly."))
                .text("id");
    }

    private String evidence() {
        return house.ada().get("/users/" + id + "/consents").body();
    }

    private String at(String path) {
        return "/o/" + house.slug() + path;
    }
}
