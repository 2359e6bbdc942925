package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the log of the whole test run afterwards: it contains no user's e-mail. */
@Tag("afterwards")
class NoPersonInLogsTest {
    private static final Path LOG = Path.of("target", "lethe-test.log");

    @Test
    void theLogContainsNoEmail() throws IOException {
        var lines = lines();

        assertThat(lines).as("the log was written").isNotEmpty();
        assertThat(lines).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(Stage.CANARY + ".example"));
    }

    @Test
    void theLogContainsNoSecret() throws IOException {
        assertThat(lines()).noneMatch(line -> line.matches(".*lethe_(ses|pat|link|rct|opr|emc)_[0-9a-z]{20,}.*"));
        assertThat(lines()).noneMatch(line -> line.contains(Stage.PASSWORD));
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(LOG, StandardCharsets.ISO_8859_1);
    }
}
