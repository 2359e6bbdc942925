package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation is consistent: the README is short, every link leads somewhere, every page can be found. */
class DocsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]{1,200})");

    private static final Pattern CLASS = Pattern.compile("`@?([A-Z][a-z]+[A-Z][A-Za-z]{1,60})`");
    private static final Set<String> OF_SPRING = Set.of("PathVariable", "RequestBody", "RequestParam");

    @Test
    void theReadmeIsOneScreen() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(90);
    }

    @Test
    void everyInternalLinkWorks() throws IOException {
        for (var page : pages()) {
            assertThat(links(page)).as(page.toString()).allSatisfy(to -> assertThat(to)
                    .exists());
        }
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        var listed = links(DOCS.resolve("README.md"));

        assertThat(pages())
                .filteredOn(page -> page.startsWith(DOCS) && !page.startsWith(DOCS.resolve("adr")))
                .filteredOn(page -> !page.endsWith("README.md"))
                .hasSizeGreaterThan(15)
                .isSubsetOf(listed);
    }

    @Test
    void everyNamedClassExists() throws IOException {
        var ours = new TreeSet<String>();
        for (var sources : List.of("src", "verifier/src")) {
            try (var files = Files.walk(Path.of(sources))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(ours::add);
            }
        }
        // Decisions and the changelog describe their own time.
        for (var page : pages()) {
            if (!page.startsWith(DOCS.resolve("adr")) && !page.endsWith("CHANGELOG.md")) {
                assertThat(CLASS.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                        .as(page.toString())
                        .filteredOn(named -> !OF_SPRING.contains(named))
                        .isSubsetOf(ours);
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.walk(DOCS);
                var top = Files.list(Path.of("."))) {
            return Stream.concat(docs, top.map(Path::normalize))
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.matches("(https?|mailto):.{0,200}"))
                .map(link -> page.resolveSibling(link).normalize())
                .toList();
    }
}
