package lethe.identity.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/** The matrix and the pages of a role in a browser: on a phone, in dark mode, by keyboard only, without scripts. */
@LetheTest
class MatrixInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures", "roles");

    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"390, LIGHT, de-DE", "390, DARK, en-GB", "1280, LIGHT, en-GB", "1280, DARK, de-DE"})
    void pagesFitAndHaveNoAccessibilityViolations(int width, ColorScheme theme, String language) {
        var house = stage.house();
        IntStream.range(0, 8).forEach(number -> RolesTest.create(house.ada(), "Guest number " + number));
        var vera = keeper(house);
        var viewer = "/roles/" + house.role("Viewer");
        var options = new Browser.NewPageOptions()
                .setLocale(language)
                .setColorScheme(theme)
                .setViewportSize(width, 844);
        Chromium.visit(options, page -> {
            Chromium.signIn(page, address(house, ""), vera);
            for (var path : List.of(
                    viewer,
                    viewer + "/name",
                    viewer + "/deletion",
                    "/roles/new?like=" + house.role("Manager"),
                    "/roles")) {
                page.navigate(address(house, path));
                capture(page, width, theme);
            }
            page.locator("input[type=checkbox][value$=EDIT_BILLING_DETAILS]:not(:checked)")
                    .first()
                    .check();
            page.click("main form button[type=submit]");
            page.waitForLoadState();
            assertThat(page.locator("main form input[name=seen]").count()).isPositive();
            capture(page, width, theme);
        });
    }

    @Test
    void savesTicksByKeyboardWithoutScripts() {
        var house = stage.house();
        var vera = keeper(house);
        var options = new Browser.NewPageOptions().setLocale("en-GB").setJavaScriptEnabled(false);
        Chromium.visit(options, page -> {
            Chromium.signIn(page, address(house, ""), vera);
            page.navigate(address(house, "/roles"));
            tabTo(page, "View billing details, Viewer");
            page.keyboard().press("Space");
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Changes')");
            page.locator("main button[type=submit]").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**/roles?done=roles-changed");
            assertThat(page.innerText("main")).contains("Saved. It applies immediately.");
        });
        assertThat(house.ada()
                        .get("/roles/" + house.role("Viewer"))
                        .json()
                        .path("permissions")
                        .toString())
                .isEqualTo("[\"VIEW_PARTNERS\",\"VIEW_BILLING_DETAILS\"]");
    }

    private Person keeper(House house) {
        house.ada()
                .post(
                        "/roles",
                        Map.of(
                                "name",
                                "Keeper",
                                "permissions",
                                List.of("MANAGE_ROLES", "MANAGE_USERS", "EDIT_BILLING_DETAILS")));
        house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        return house.person(stage.anybody(), "Vera", "INTERNAL", "Keeper");
    }

    private static void tabTo(Page page, String label) {
        var box = page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
        for (var step = 0; step < 80 && !(Boolean) box.evaluate("box => box === document.activeElement"); step++) {
            page.keyboard().press("Tab");
        }
        assertThat((Boolean) box.evaluate("box => box === document.activeElement"))
                .isTrue();
    }

    private static void capture(Page page, int width, ColorScheme theme) {
        var name = page.title().replaceAll("\\W+", "-") + "-" + theme + "-" + width;
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations())
                .as(page.url())
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as(page.url())
                .isLessThanOrEqualTo(width);
    }

    private String address(House house, String path) {
        return "http://localhost:" + port + "/o/" + house.slug() + path;
    }
}
