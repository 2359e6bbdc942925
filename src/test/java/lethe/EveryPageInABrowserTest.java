package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lethe.EveryPage.Address;
import lethe.EveryPage.Who;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** With 300 users, no page is longer than a few screens or wider than the screen. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryPageInABrowserTest extends PostOffice {
    private static final int TALLEST = 6_000;

    /** Elements directly below another without a gap. */
    private static final String CROWDED = """
            [...document.querySelectorAll('main :is(.actions, .trail, .card, .alert, .field, .tick, fieldset, section, .rows)')]
              .filter(it => it.checkVisibility() && it.previousElementSibling?.checkVisibility())
              .filter(it => !it.previousElementSibling.matches('.visually-hidden'))
              .filter(it => {
                const above = it.previousElementSibling.getBoundingClientRect()
                const gap = it.getBoundingClientRect().top - above.bottom
                return above.height > 0 && it.offsetHeight > 0 && gap > -1 && gap < 5
              })
              .map(it => `${it.previousElementSibling.className || it.previousElementSibling.localName} | ${it.className || it.localName}`)
              .filter((pair, place, all) => all.indexOf(pair) === place)
              .join(', ')
            """;

    private static final Map<String, String> PICTURES = Map.of(
            "my-data", "/profile/data",
            "termination", "/profile/termination",
            "user", "/users/{vera}",
            "audit-filter", "/audit?actor=Klara",
            "evidence", "/consents",
            "processing", "/organisation/processing",
            "usage", "/operator/usage");
    private static final Set<String> IN_DOCS = Set.of("my-data", "termination", "user");
    private final Stage stage;
    private final RequestMappingHandlerMapping handlers;
    private final OperatorSessions operators;
    private final String host;
    private InUse inUse;
    private EveryPage every;

    @Autowired
    EveryPageInABrowserTest(
            Stage stage,
            OperatorSessions operators,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
            @LocalServerPort int port) {
        this.stage = stage;
        this.handlers = handlers;
        this.operators = operators;
        this.host = "http://localhost:" + port;
    }

    @BeforeAll
    void anOrganisationInUse() {
        inUse = new InUse(stage, operators);
        every = new EveryPage(inUse, handlers);
    }

    /** Axe looks at one address of each route: its rules depend on the colours, the heights on language and width. */
    @ParameterizedTest
    @CsvSource({"en-GB,1440,LIGHT,true", "de-DE,390,DARK,true", "de-DE,1440,LIGHT,false", "en-GB,390,DARK,false"})
    void fits(String locale, int width, ColorScheme theme, boolean axe) {
        var wrong = new TreeMap<String, String>();
        var opened = new TreeSet<String>();
        for (var who : Who.values()) {
            visit(who, locale, width, theme, page -> every.seenBy(who).forEach(address -> {
                var isNew = opens(page, address) && opened.add(address.route());
                var found = size(page, width) + (axe && isNew ? violations(page) : "");
                if (!found.isEmpty()) {
                    wrong.put(who + " " + address.path(), found);
                }
            }));
        }
        assertThat(wrong).isEmpty();
        every.assertAllOpen(opened);
    }

    /** The most used pages: in each language, on both screens, light and dark. */
    @ParameterizedTest
    @CsvSource({"en-GB,390,LIGHT", "en-GB,1440,LIGHT", "de-DE,390,DARK", "de-DE,1440,DARK"})
    void looksRight(String locale, int width, ColorScheme theme) {
        visit(
                Who.ADMIN,
                locale,
                width,
                theme,
                page -> PICTURES.forEach((name, path) -> {
                    page.navigate(host
                            + (path.startsWith("/operator")
                                    ? path
                                    : "/o/" + inUse.house().slug()
                                            + path.replace(
                                                    "{vera}", inUse.vera().id())));
                    Pictures.keep(page, "pages/" + name + "-" + locale + "-" + width);
                    if (locale.equals("en-GB") && IN_DOCS.contains(name)) {
                        Pictures.forDocs(page, name + "-" + width);
                    }
                    assertThat(size(page, width) + violations(page)).as(name).isEmpty();
                }));
    }

    private void visit(Who who, String locale, int width, ColorScheme theme, Consumer<Page> walk) {
        var look = new NewPageOptions().setLocale(locale).setColorScheme(theme).setViewportSize(width, 900);
        Chromium.visit(look, page -> {
            become(page, host, who, inUse, operators);
            walk.accept(page);
        });
    }

    static void become(Page page, String host, Who who, InUse inUse, OperatorSessions operators) {
        var organisation = host + "/o/" + inUse.house().slug();
        switch (who) {
            case VISITOR -> {}
            case NEWCOMER -> Chromium.signIn(page, organisation, inUse.newcomer(), inUse.newcomersPassword());
            case UNDECIDED -> Chromium.signIn(page, organisation, inUse.undecided());
            case ADMIN -> {
                Chromium.signIn(page, organisation, inUse.anna());
                page.navigate(host + "/operator/link/" + operators.link());
                page.click("main button[type=submit]");
                page.waitForLoadState();
            }
        }
    }

    private boolean opens(Page page, Address address) {
        var answer = page.navigate(host + address.path());
        return answer.status() == 200 && page.url().equals(host + address.path());
    }

    private static String violations(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + " at "
                                + rule.getNodes().getFirst().getTarget() + " ")
                        .collect(Collectors.joining());
    }

    /** What exceeds the limit. */
    private static String size(Page page, int width) {
        var height = (int) page.evaluate("document.documentElement.scrollHeight");
        var across = (int) page.evaluate("document.documentElement.scrollWidth");
        return (height > TALLEST ? height + " px tall " : "")
                + (across > width ? across + " px wide " : "")
                + page.evaluate(CROWDED);
    }
}
