package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Newsletters in a browser: unsubscribing takes no more clicks than subscribing, even without JavaScript. */
@LetheTest
@SuppressWarnings("NullAway.Init") // the visit sets it
class NewslettersInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "newsletters");

    @Autowired
    private Stage stage;

    @Autowired
    private Subscriptions subscriptions;

    @LocalServerPort
    private int port;

    private House house;
    private String news;
    private String id;
    private Page page;
    private String look;
    private int clicks;

    @ParameterizedTest
    @CsvSource({"390, DARK, de-DE, false", "1280, LIGHT, en-GB, true"})
    void unsubscribingTakesNoMoreClicksThanSubscribing(
            int width, ColorScheme scheme, String language, boolean scripts) {
        house = stage.house();
        news = newsletter("House news", "What is new in the house, and what is planned.");
        newsletter("Partner tips", "How other people work with their partners.");
        look = width + "-" + scheme;
        var options = new NewPageOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language)
                .setJavaScriptEnabled(scripts);
        Chromium.visit(options, opened -> {
            page = opened;
            var atFirst = clicksToSubscribeAtFirstSignIn(scripts);
            var offFromAnywhere = clicksInProfile("/partners", false, scripts);
            var onFromAnywhere = clicksInProfile("/partners", true, scripts);
            var offByMail = clicksToUnsubscribeByMail(scripts);

            assertThat(offFromAnywhere).isLessThanOrEqualTo(onFromAnywhere).isLessThanOrEqualTo(atFirst);
            assertThat(offByMail).isLessThanOrEqualTo(atFirst).isLessThanOrEqualTo(onFromAnywhere);
        });
    }

    /** From the step that offers it; continuing without takes one click. */
    private int clicksToSubscribeAtFirstSignIn(boolean scripts) {
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "INTERNAL", "Viewer");
        id = created.text("id");
        page.navigate(address("/sign-in"));
        page.fill("#email", email);
        page.fill("#password", created.text("temporaryPassword"));
        page.click("main button[type=submit]");
        page.fill("#newPassword", Stage.PASSWORD);
        page.fill("#repeated", Stage.PASSWORD);
        page.click("main button[type=submit]");
        page.click("main button[type=submit]");
        page.click("main a.btn-primary");
        capture("first", scripts);
        clicks = 0;
        click("input[value^='" + news + "']");
        click("main button:not([name=skipped])");
        assertThat(isOn()).isTrue();
        return clicks;
    }

    /** From an unrelated page. */
    private int clicksInProfile(String from, boolean on, boolean scripts) {
        page.navigate(address(from));
        clicks = 0;
        click("footer a[href$='/profile/newsletters']");
        capture("profile-" + on, scripts);
        click("section[aria-labelledby='" + news + "'] button");
        assertThat(isOn()).isEqualTo(on);
        return clicks;
    }

    /** From the mail: its link, then the button. */
    private int clicksToUnsubscribeByMail(boolean scripts) {
        clicks = 1;
        page.navigate(TenantContext.in(OrganisationId.parse(house.id()).orElseThrow(), () -> subscriptions
                .ofSubscriber(
                        UserId.parse(id).orElseThrow(), NewsletterId.parse(news).orElseThrow())
                .map(Unsubscribe::url)
                .orElseThrow()));
        capture("unsubscribe", scripts);
        assertThat(isOn()).isTrue();
        click("main button");
        capture("unsubscribed", scripts);
        assertThat(isOn()).isFalse();
        return clicks;
    }

    private void click(String selector) {
        page.click(selector);
        clicks++;
    }

    /** Without scripts there is no axe. */
    private void capture(String name, boolean scripts) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + "-" + look + ".png")));
        if (scripts) {
            assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
        }
    }

    private boolean isOn() {
        return TenantContext.in(
                        OrganisationId.parse(house.id()).orElseThrow(),
                        () -> subscriptions.count(NewsletterId.parse(news).orElseThrow()))
                == 1;
    }

    private String newsletter(String name, String about) {
        return house.ada()
                .post("/newsletters", Map.of("name", name, "about", about, "frequency", "Once a month."))
                .text("id");
    }

    private String address(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }
}
