package lethe.signin.login;

import static lethe.privacy.notices.Wordings.layered;
import static lethe.privacy.notices.Wordings.published;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.stream.Stream;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Pictures;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a phone, the notice and both choices fit on a screen and a half, in both languages. */
@LetheTest
class FirstLayerInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "consent");
    private static final int PHONE = 390;
    private static final int SCREEN = 844;
    private static final int MOST_WORDS = 200;

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    private House house;
    private Person klara;

    @BeforeEach
    void klaraMustDecide() {
        house = stage.house();
        klara = new Person("", Stage.email("klara"), stage.anybody());
    }

    @ParameterizedTest
    @CsvSource({"en-GB,390,LIGHT", "de-DE,390,LIGHT", "en-GB,1440,LIGHT", "de-DE,1440,DARK", "de-DE,390,DARK"})
    void showsTheDecisionWithTheEssentials(String locale, int width, ColorScheme theme) {
        var password =
                house.create("Klara", klara.email(), "INTERNAL", "Viewer").text("temporaryPassword");
        Chromium.visit(look(locale, width, theme), page -> {
            page.navigate(url("/sign-in"));
            page.fill("#email", klara.email());
            page.fill("#password", password);
            submit(page);
            page.fill("input[name=newPassword]", Stage.PASSWORD);
            page.fill("input[name=repeated]", Stage.PASSWORD);
            submit(page);

            assertThat(page.url()).endsWith("/consent");
            assertDecisionIsInView(page, width);
            assertThat(words(page)).isBetween(80L, (long) MOST_WORDS);
            keep(page, "consent-" + locale + "-" + width + "-" + theme);
            if (locale.equals("en-GB")) {
                Pictures.forDocs(page, "consent-" + width);
            }
            page.locator("details.more > summary").first().click();
            assertThat(page.locator("details.more article h3").count()).isGreaterThan(6);
        });
    }

    @ParameterizedTest
    @CsvSource({"en-GB", "de-DE"})
    void showsTheDecisionForANewVersion(String locale) {
        var before = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        published(house.ada(), layered("word ".repeat(MOST_WORDS), "# At length"));
        Chromium.visit(look(locale, PHONE, ColorScheme.LIGHT), page -> {
            Chromium.signIn(page, url(""), before);

            assertThat(page.url()).endsWith("/consent");
            assertDecisionIsInView(page, PHONE);
            page.locator("details.since > summary").first().click();
            keep(page, "consent-again-" + locale);
        });
    }

    /** Equal weight: same style and size, side by side or stacked. */
    private static void assertDecisionIsInView(Page page, int width) {
        var buttons = page.locator(".decision .btn");
        assertThat(buttons.count()).isEqualTo(2);
        var first = buttons.first().boundingBox();
        var second = buttons.last().boundingBox();

        assertThat(Math.max(first.y + first.height, second.y + second.height)).isLessThanOrEqualTo(SCREEN * 1.5);
        assertThat(second.height).isEqualTo(first.height);
        assertThat(second.width).isEqualTo(first.width);
        assertThat(style(buttons.first())).isEqualTo(style(buttons.last()));
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    private static Object style(Locator button) {
        return button.evaluate(
                "it => { const s = getComputedStyle(it); return [s.backgroundColor, s.color, s.fontWeight, s.fontSize] + '' }");
    }

    /** Counts words from the heading to the decision, without collapsed parts. */
    private static long words(Page page) {
        return Stream.of("main > .notice", "main > .decision p")
                .map(part -> page.locator(part).first().innerText())
                .flatMap(text -> Stream.of(text.split("\\s+")))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
    }

    private static NewPageOptions look(String locale, int width, ColorScheme theme) {
        return new NewPageOptions()
                .setLocale(locale)
                .setColorScheme(theme)
                .setViewportSize(width, width == PHONE ? SCREEN : 900);
    }

    private static void submit(Page page) {
        page.click("main form button[type=submit]");
        page.waitForLoadState();
    }

    private static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
    }

    private String url(String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }
}
