package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lethe.EveryPage.Who;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** All pages, and responses to empty forms, are valid HTML: the Nu checker finds nothing. */
@TestInstance(Lifecycle.PER_CLASS)
class HtmlTest extends PostOffice {
    private static final Pattern FORM =
            Pattern.compile("<form[^>]* method=\"post\"[^>]* action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private final Stage stage;
    private final RequestMappingHandlerMapping handlers;
    private final OperatorSessions operators;
    private final int port;
    private InUse inUse;
    private EveryPage every;

    @Autowired
    HtmlTest(
            Stage stage,
            OperatorSessions operators,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
            @LocalServerPort int port) {
        this.stage = stage;
        this.handlers = handlers;
        this.operators = operators;
        this.port = port;
    }

    @BeforeAll
    void anOrganisationInUse() {
        inUse = new InUse(stage, operators);
        every = new EveryPage(inUse, handlers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void isValid(String language, @TempDir Path directory) throws IOException {
        var opened = new TreeSet<String>();
        var codes = new TreeMap<String, String>();
        for (var who : Who.values()) {
            var visitor = who(who).speaking(language);
            for (var address : every.seenBy(who).toList()) {
                var page = visitor.get(address.path());
                keep(directory, who + address.path(), page);
                if (isHtml(page)) {
                    RawCodes.in(page.body()).forEach(code -> codes.put(code, who + address.path()));
                    if (page.status() == 200) {
                        opened.add(address.route());
                    }
                }
                if (page.body().contains(" required")) {
                    emptied(page.body()).forEach(action -> keep(directory, "POST " + action, visitor.post(action)));
                }
            }
        }
        every.assertAllOpen(opened);
        assertThat(codes).as("codes where words should be").isEmpty();
        assertThat(NuChecker.faults(directory)).isEmpty();
    }

    private Visitor who(Who who) {
        var visitor = new Visitor(port);
        var slug = inUse.house().slug();
        switch (who) {
            case VISITOR -> {}
            case NEWCOMER -> visitor.signIn(slug, inUse.newcomer().email(), inUse.newcomersPassword());
            case UNDECIDED -> visitor.signIn(slug, inUse.undecided().email(), Stage.PASSWORD);
            case ADMIN -> {
                visitor.signIn(slug, inUse.anna().email(), Stage.PASSWORD);
                var link = "/operator/link/" + operators.link();
                visitor.get(link);
                visitor.post(link);
            }
        }
        return visitor;
    }

    /** Ensures that the checker runs. */
    @Test
    void theCheckerFindsErrors(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("wrong.html"),
                "<!doctype html><html lang=\"en\"><head><title>Wrong</title></head><body><p><div></p></body></html>");

        assertThat(NuChecker.faults(directory)).anyMatch(line -> line.contains("wrong.html") && line.contains("error"));
    }

    @Test
    void findsCodesThatAReaderWouldSee() {
        assertThat(RawCodes.in(
                        "<p>type: INTERNAL, in LINK_BY_MAIL, leftOut: 0, until 2026-12-06T12:51:22.212Z, {0}</p>"))
                .containsExactly("INTERNAL", "LINK_BY_MAIL", "leftOut", "2026-12-06T12:51:22.212", "{0}");
        assertThat(RawCodes.in("<p title=\"A_B\">Internal, IBAN, by 6 December <code>X_Y</code></p>"))
                .isEmpty();
    }

    /** The targets of forms with input fields. */
    private static List<String> emptied(String html) {
        return FORM.matcher(html)
                .results()
                .filter(form -> form.group().contains(" required"))
                .map(form -> form.group(1))
                .toList();
    }

    private static void keep(Path directory, String what, Visitor.Page page) {
        if (isHtml(page)) {
            write(directory.resolve(page.status() + what.replaceAll("[^A-Za-z0-9]+", "-") + ".html"), page.body());
        }
    }

    private static boolean isHtml(Visitor.Page page) {
        return page.header("Content-Type").startsWith("text/html");
    }

    private static void write(Path file, String html) {
        try {
            Files.writeString(file, html);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
