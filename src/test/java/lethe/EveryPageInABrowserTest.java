package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import lethe.operator.console.OperatorSessions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Nobody scrolls for ever: with 300 people no page is longer than a few screens, and none is wider than the screen. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class EveryPageInABrowserTest {
    private static final int PHONE = 390;
    private static final int TALLEST = 6_000;
    private static final int TALLEST_ON_A_PHONE = 10_000;
    private static final Map<String, String> PICTURES = Map.of(
            "my-data", "/profile/data",
            "termination", "/profile/termination",
            "audit-filter", "/audit?actor=Klara",
            "evidence", "/consents",
            "processing", "/organisation/processing",
            "usage", "/operator/usage");
    private static final Set<String> IN_DOCS = Set.of("my-data", "termination");
    private final EveryPage every;
    private final OperatorSessions operators;
    private final String host;

    @Autowired
    EveryPageInABrowserTest(Stage stage, OperatorSessions operators, @LocalServerPort int port) {
        this.every = new EveryPage(stage, operators);
        this.operators = operators;
        this.host = "http://localhost:" + port;
    }

    @ParameterizedTest
    @CsvSource({"en-GB,1440,LIGHT", "de-DE,390,DARK"})
    void fits(String locale, int width, ColorScheme theme) {
        var wrong = new TreeMap<String, String>();
        visit(locale, width, theme, page -> every.all().forEach(path -> {
            page.navigate(host + path);
            var found = size(page, width);
            if (!found.isEmpty()) {
                wrong.put(path, found);
            }
        }));
        assertThat(wrong).isEmpty();
    }

    /** What is read most: in each language, on both screens, by day and by night. */
    @ParameterizedTest
    @CsvSource({"en-GB,390,LIGHT", "en-GB,1440,LIGHT", "de-DE,390,DARK", "de-DE,1440,DARK"})
    void looksAsItShould(String locale, int width, ColorScheme theme) {
        visit(
                locale,
                width,
                theme,
                page -> PICTURES.forEach((name, path) -> {
                    page.navigate(host
                            + (path.startsWith("/operator")
                                    ? path
                                    : "/o/" + every.house().slug() + path));
                    Pictures.keep(page, "pages/" + name + "-" + locale + "-" + width);
                    if (locale.equals("en-GB") && IN_DOCS.contains(name)) {
                        Pictures.forDocs(page, name + "-" + width);
                    }
                    assertThat(size(page, width)).as(name).isEmpty();
                    assertThat(new AxeBuilder(page).analyze().getViolations())
                            .as(name)
                            .isEmpty();
                }));
    }

    private void visit(String locale, int width, ColorScheme theme, Consumer<Page> walk) {
        var look = new NewPageOptions().setLocale(locale).setColorScheme(theme).setViewportSize(width, 900);
        Chromium.visit(look, page -> {
            Chromium.signIn(page, host + "/o/" + every.house().slug(), every.anna());
            page.navigate(host + "/operator/link/" + operators.link());
            page.click("main button[type=submit]");
            page.waitForLoadState();
            walk.accept(page);
        });
    }

    /** What is too much of it. */
    private static String size(Page page, int width) {
        var height = (int) page.evaluate("document.documentElement.scrollHeight");
        var across = (int) page.evaluate("document.documentElement.scrollWidth");
        return (height > (width == PHONE ? TALLEST_ON_A_PHONE : TALLEST) ? height + " px tall " : "")
                + (across > width ? across + " px wide" : "");
    }
}
