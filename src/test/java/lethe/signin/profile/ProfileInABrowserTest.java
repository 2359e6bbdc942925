package lethe.signin.profile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.function.Consumer;
import lethe.Chromium;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Users view and correct their data, and terminate their account from any page. */
@LetheTest
class ProfileInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "profile");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, en-GB", "390, DARK, de-DE", "1280, DARK, de-DE", "390, LIGHT, en-GB"})
    void showsAllStoredDataWithoutAxeViolations(int width, ColorScheme scheme, String language) {
        var house = stage.house();
        var klara = house.person(stage.anybody(), "Klara", "EXTERNAL", "Viewer");
        house.ada().get("/users/" + klara.id());
        visit(house, klara, width, scheme, language, page -> {
            for (var place : new String[] {"", "/data", "/history", "/sign-ins", "/name", "/email", "/termination"}) {
                page.navigate(address(house) + "/profile" + place);
                assertThat(new AxeBuilder(page).analyze().getViolations())
                        .as(place)
                        .isEmpty();
                look(page, "profile" + place.replace('/', '-') + "-" + width + "-" + scheme);
            }
        });
    }

    @Test
    void correctsNameAndEmail() {
        var house = stage.house();
        var klara = house.person(stage.anybody(), "Klara", "EXTERNAL", "Viewer");
        var email = Stage.email("klara");
        visit(house, klara, 1280, ColorScheme.LIGHT, "en-GB", page -> {
            page.navigate(address(house) + "/profile");
            page.click("main a[href$='/profile/name']");
            page.fill("#lastName", "Kanarienvogel");
            page.click("main button[type=submit]");
            assertThat(page.locator("main")).containsText("Klara Kanarienvogel");

            page.click("main a[href$='/profile/email']");
            page.fill("#email", email);
            page.fill("#currentPassword", "not-her-password-at-all");
            page.click("main button[type=submit]");
            assertThat(page.locator("#currentPassword-error")).isVisible();
            assertThat(page.locator("#email")).hasValue(email);
            page.fill("#currentPassword", Stage.PASSWORD);
            page.click("main button[type=submit]");
            assertThat(page.locator("main")).containsText(email);
            assertThat(page.locator("main")).not().containsText(klara.email());
        });
    }

    @ParameterizedTest
    @CsvSource({"1280, /partners", "390, /"})
    void terminationIsTwoClicksAwayAndAsksOnce(int width, String from) {
        var house = stage.house();
        var klara = house.person(stage.anybody(), "Klara", "EXTERNAL", "Viewer");
        visit(house, klara, width, ColorScheme.LIGHT, "en-GB", page -> {
            page.navigate(address(house) + from);

            page.locator("details:has(a[href$='/profile/termination']) > summary")
                    .click();
            page.locator("a[href$='/profile/termination']:visible").first().click();
            page.click("main button[type=submit]");

            assertThat(page.locator("main")).containsText("Your account is terminated");
        });
        assertThat(klara.api().get("/me").status()).isEqualTo(401);
    }

    private void visit(
            House house, Person person, int width, ColorScheme scheme, String language, Consumer<Page> visit) {
        var look = new NewPageOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language);
        Chromium.visit(look, page -> {
            Chromium.signIn(page, address(house), person);
            visit.accept(page);
        });
    }

    private String address(House house) {
        return "http://localhost:" + port + "/o/" + house.slug();
    }

    private static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }
}
