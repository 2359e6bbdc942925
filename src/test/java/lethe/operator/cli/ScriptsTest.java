package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the scripts in {@code bench} and {@code lethe} for faults that a run may not show. */
class ScriptsTest {
    private static final Path BARE = Path.of("bench/bare");
    private static final String VERIFIER = """
            [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in lethe.VectorsTest
            [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0
            """;
    private static final String APPLICATION = """
            [WARNING] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 9 s -- in lethe.web.PagesTest
            [WARNING] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1
            """;

    @TempDir
    private Path place;

    /** {@code command -v} finds such a function, whether or not the command exists. */
    @ParameterizedTest
    @MethodSource("scripts")
    void noFunctionHidesACommand(Path script) throws IOException {
        var text = Files.readString(script);
        var functions = Pattern.compile("(?m)^\\s*(?:function )?([a-z_]+)\\(\\)")
                .matcher(text)
                .results();
        var looksFor = Pattern.compile("(?:command -v|type -P|which|hash) ([a-z-]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(functions.map(found -> found.group(1)).filter(looksFor::contains))
                .isEmpty();
    }

    /** Each module has its own directory, and would write its own file there. */
    @ParameterizedTest
    @MethodSource("scripts")
    void filesThatMavenWritesHaveAbsolutePaths(Path script) throws IOException {
        var named = Pattern.compile("outputFile=(\\S+)")
                .matcher(Files.readString(script))
                .results();

        assertThat(named.map(found -> found.group(1))).allMatch(file -> file.startsWith("\"$PWD/"));
    }

    @Test
    void countsTheTestsOfAllModules() throws Exception {
        assertThat(tests("VectorsTest,PagesTest", VERIFIER + APPLICATION)).isEqualTo("15 tests, 1 skipped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VectorsTest,PagesTest", "PagesTest", "rsTest", "Vectors.est"})
    void failsIfARequestedClassWasNotRun(String asked) throws Exception {
        assertThat(tests(asked, VERIFIER)).startsWith("FAILED ").contains("did not run");
    }

    @ParameterizedTest
    @CsvSource({"143, ends with 143", "0, FAILED", "1, FAILED", "134, FAILED", "137, FAILED"})
    void failsIfAServerEndsWithoutBeingStopped(int code, String expected) throws Exception {
        assertThat(bash("place=. root=.; mkdir tmp; curl() { echo '<form' >page; }\n"
                        + "in_root() { echo 'Set up at http://x/set-up' >out; until [ -e tmp/stop ]; do sleep 0.01; done;"
                        + " exit " + code + "; }\n" + function("runs") + "runs root"))
                .contains(expected);
    }

    /** What {@code bench/bare} reports for a run with that output. */
    private String tests(String asked, String printed) throws Exception {
        Files.writeString(place.resolve("out"), printed);
        return bash("place=. tests=" + asked + "; on() { :; }\n" + function("tests_run") + "tests_run root")
                .replaceFirst(".*: ", "")
                .strip();
    }

    private String bash(String script) throws Exception {
        var says = "fail() { echo \"FAILED $1\"; exit 1; }; passed() { echo \"$1\"; }\n";
        var process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", says + script)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }

    private static String function(String name) throws IOException {
        var found = Pattern.compile("(?ms)^" + name + "\\(\\) \\{$.*?^}$").matcher(Files.readString(BARE));
        assertThat(found.find()).as(name).isTrue();
        return found.group() + "\n";
    }

    static List<Path> scripts() throws IOException {
        try (var all = Files.list(Path.of("bench"))) {
            return Stream.concat(Stream.of(Launcher.SCRIPT), all.filter(Files::isRegularFile))
                    .toList();
        }
    }
}
