package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import lethe.operator.console.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is sent is HTML as the standard has it: the Nu checker finds nothing on any page, nor in what comes back from an empty form. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class HtmlTest {
    private static final Pattern FORM =
            Pattern.compile("<form[^>]* method=\"post\"[^>]* action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final int PAGES = 110;
    private final EveryPage every;
    private final OperatorSessions operators;
    private final int port;

    @Autowired
    HtmlTest(Stage stage, OperatorSessions operators, @LocalServerPort int port) {
        this.every = new EveryPage(stage, operators);
        this.operators = operators;
        this.port = port;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void isValid(String language, @TempDir Path directory) throws IOException {
        var visitor = new Visitor(port).speaking(language);
        visitor.signIn(every.house().slug(), every.anna().email(), Stage.PASSWORD);
        var link = "/operator/link/" + operators.link();
        visitor.get(link);
        visitor.post(link);

        for (var path : every.all().toList()) {
            var page = visitor.get(path);
            keep(directory, path, page);
            if (page.body().contains(" required")) {
                emptied(page.body()).forEach(action -> keep(directory, "POST " + action, visitor.post(action)));
            }
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSizeGreaterThan(PAGES);
        }
        assertThat(NuChecker.faults(directory)).isEmpty();
    }

    /** A checker that does not run finds nothing either. */
    @Test
    void theCheckerFindsWhatIsWrong(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("wrong.html"),
                "<!doctype html><html lang=\"en\"><head><title>Wrong</title></head><body><p><div></p></body></html>");

        assertThat(NuChecker.faults(directory)).anyMatch(line -> line.contains("wrong.html") && line.contains("error"));
    }

    /** Where forms go that ask for something. */
    private static List<String> emptied(String html) {
        return FORM.matcher(html)
                .results()
                .filter(form -> form.group().contains(" required"))
                .map(form -> form.group(1))
                .toList();
    }

    private static void keep(Path directory, String what, Visitor.Page page) {
        if (page.header("Content-Type").startsWith("text/html")) {
            write(directory.resolve(page.status() + what.replaceAll("[^A-Za-z0-9]+", "-") + ".html"), page.body());
        }
    }

    private static void write(Path file, String html) {
        try {
            Files.writeString(file, html);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
