package lethe.lifecycle.reviews;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator finds unused invitations, selects some, reads what will be erased, and withdraws them. */
@LetheTest
class ReviewInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "review");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, en-GB, Continue, Withdrawn", "390, DARK, de-DE, Weiter, Zurückgezogen"})
    void fromTheFindingsToTheReceipts(int width, ColorScheme scheme, String language, String onward, String withdrawn) {
        var house = stage.house();
        var ines = house.person(stage.anybody(), "Ines", "ADMIN", "Administrator");
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        house.ada().patch("/users/" + edo, Map.of("accessUntil", "2020-01-31"));
        var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        var address = "http://localhost:" + port + "/o/" + house.slug();
        var look = new NewPageOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale(language);
        Chromium.visit(look, page -> {
            Chromium.signIn(page, address, ines);
            page.navigate(address + "/users");
            look(page, "1-users-" + width);
            page.click("main .heading a[href$='/users/review']");
            look(page, "2-found-" + width);
            page.selectOption("select[name=act]", "TERMINATION");
            page.click("main button:has-text('" + onward + "')");
            assertThat(page.locator("#people-error")).isVisible();
            page.check("input[name=people][value=" + klara + "]");
            page.click("main button:has-text('" + onward + "')");
            look(page, "3-planned-" + width);
            page.click("main .btn-danger[type=submit]");
            assertThat(page.locator("main")).containsText(withdrawn);
            page.locator("a[href$='/users/" + klara + "/receipt']").waitFor();
            look(page, "4-done-" + width);
            page.click("a[href$='/users/" + klara + "/receipt']");
            assertThat(page.locator("main")).containsText(klara);
            page.navigate(address + "/users/" + edo);
            page.click("main .heading a[href$='/termination']");
            look(page, "5-withdrawal-" + width);
        });
        assertThat(house.ada().get("/users/" + edo).text("status")).isEqualTo("INVITED");
    }

    private static void look(Page page, String name) {
        assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
