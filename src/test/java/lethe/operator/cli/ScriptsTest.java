package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in {@code bench}, and {@code lethe} itself: what no run of them shows until it is too late. */
class ScriptsTest {
    /** Such a function is what {@code command -v} finds, whether the command is there or not. */
    @ParameterizedTest
    @MethodSource("scripts")
    void noFunctionHidesTheCommandThatItLooksFor(Path script) throws IOException {
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

    /** Each module has a directory of its own, and would write a file of its own there. */
    @ParameterizedTest
    @MethodSource("scripts")
    void whatMavenWritesForAScriptIsNamedFromTheTop(Path script) throws IOException {
        var named = Pattern.compile("outputFile=(\\S+)")
                .matcher(Files.readString(script))
                .results();

        assertThat(named.map(found -> found.group(1))).allMatch(file -> file.startsWith("\"$PWD/"));
    }

    static List<Path> scripts() throws IOException {
        try (var all = Files.list(Path.of("bench"))) {
            return Stream.concat(Stream.of(Launcher.SCRIPT), all.filter(Files::isRegularFile))
                    .toList();
        }
    }
}
