package lethe;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** A list beside the tests: one item per line; lines that begin with {@code #} are comments. */
public final class ListedLines {
    private ListedLines() {}

    public static List<String> of(String file) {
        try {
            return new ClassPathResource(file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The items; each line must have a reason.
     *
     * @param between separates item and reason
     */
    static TreeSet<String> named(String file, String between) {
        return of(file).stream()
                .map(line -> line.split(Pattern.quote(between), 2))
                .peek(line -> assertThat(line).as(line[0]).hasSize(2).allMatch(part -> !part.isBlank()))
                .map(line -> line[0])
                .collect(toCollection(TreeSet::new));
    }
}
