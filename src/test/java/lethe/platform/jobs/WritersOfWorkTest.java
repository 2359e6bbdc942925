package lethe.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever makes work due says so: otherwise it waits for the next question about all kinds. */
class WritersOfWorkTest {
    private static final Pattern MAKES_DUE =
            Pattern.compile("\\b(insert into|update) work\\b|\\b(send|settle|enrol)_everywhere\\(");
    private static final String SAYS_SO = "agenda.expect";

    /** They may wait. */
    private static final Map<String, String> SILENT = Map.of(
            "JobRota", "hours between its turns, and minutes of its leases",
            "TreeStore", "the daily verification of a new log",
            "LogAlarms", "no job looks for them");

    @Test
    void sayWhenItIsDue() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var writers = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> MAKES_DUE.matcher(text(file)).find())
                    .toList();

            assertThat(writers).hasSizeGreaterThan(8);
            assertThat(writers)
                    .filteredOn(file -> !SILENT.containsKey(name(file)))
                    .allSatisfy(file -> assertThat(text(file)).contains(SAYS_SO));
            assertThat(writers).extracting(WritersOfWorkTest::name).containsAll(SILENT.keySet());
        }
    }

    @Test
    void knowsHowItIsWritten() {
        assertThat(MAKES_DUE.matcher("insert into work (organisation_id").find())
                .isTrue();
        assertThat(MAKES_DUE.matcher("update work\nset due").find()).isTrue();
        assertThat(MAKES_DUE
                        .matcher("select 1 from settle_everywhere(:newsletter")
                        .find())
                .isTrue();
        assertThat(MAKES_DUE.matcher("delete from work where").find()).isFalse();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
