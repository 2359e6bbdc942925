package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation uses the wording of the pages. */
class DocsWordingTest {
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]{0,200}`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.{1,100})$");
    private static final Pattern ITALICS = Pattern.compile("(?<![*\\p{L}])\\*(?![*\\s])([^*]{1,200}?)\\*(?!\\*)");
    private static final Set<String> NOT_QUOTED = Set.of(
            // The title of a paper, and steps of a proof.
            "The Discrete Gaussian for Differential Privacy",
            "Days",
            "WP216",
            // Labels of the site that hosts the repository.
            "Security",
            "Report a vulnerability",
            // Cells of a table.
            "The requester",
            "You");

    /** Wording that is right in explanations: permissions, processes, and names of columns. */
    private static final Set<String> ONLY_OF_MESSAGES = Set.of("can", "created", "text, version");

    /** Quotes from pages and their headings are in italics; mere emphasis is in lower case. */
    @Test
    void quotesMatchThePages() throws IOException {
        var pages = pages();
        var said = new TreeSet<>(NOT_QUOTED);
        said.addAll(MessagesTest.texts("en").values());
        pages.values().forEach(text -> said.addAll(found(HEADING, text)));

        pages.forEach((page, text) -> assertThat(
                        found(ITALICS, CODE.matcher(text).replaceAll("").replaceAll("\\s+", " ")))
                .as(page)
                .flatMap(quoted -> List.of(quoted.split(" → ")))
                .filteredOn(quoted -> quoted.matches("\\p{Lu}.{1,200}") && !quoted.endsWith("."))
                .filteredOn(quoted -> !said.contains(quoted))
                .isEmpty());
    }

    @Test
    void englishIsNotTranslated() throws IOException {
        var lines = new TreeMap<String, String>();
        pages().forEach((page, text) -> {
            var number = 0;
            for (var line : CODE.matcher(text).replaceAll("").split("\n")) {
                number++;
                if (!line.startsWith("    ")) {
                    lines.put(page + ", about line " + number, line);
                }
            }
        });

        assertThat(WordingTest.translated(lines, ONLY_OF_MESSAGES)).isEmpty();
    }

    /** All pages, decision records included, except the changelog, generated pages and those about wording. */
    private static TreeMap<String, String> pages() throws IOException {
        var texts = new TreeMap<String, String>();
        for (var place : List.of(".", "docs", "docs/adr", "docs/security")) {
            try (Stream<Path> pages = Files.list(Path.of(place))) {
                for (var page :
                        pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                    texts.put(page.normalize().toString(), Files.readString(page));
                }
            }
        }
        texts.keySet().removeAll(Set.of("CHANGELOG.md", "docs/vocabulary.md", "docs/data-register.md"));
        return texts;
    }

    private static List<String> found(Pattern what, String text) {
        return what.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
