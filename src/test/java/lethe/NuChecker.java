package lethe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs the W3C's checker in its own process, because it needs older libraries than ours. Maven copies them to where
 * this looks.
 */
final class NuChecker {
    private static final Path JARS = Path.of("target", "nu");

    /** Ignored messages: newer standards, advice for old browsers, organisations' own texts, and library noise. */
    private static final Pattern PASSED_OVER = Pattern.compile(
            "“name” not allowed on element “details”"
                    + "|The autofill field name “username” is not allowed"
                    + "|Article lacks heading|not supported in all browsers|Possible misuse of “aria-label”|org\\.eclipse\\.jetty");

    private NuChecker() {}

    /** Returns a line for each error and warning about a page in the directory. */
    static List<String> faults(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var checker = new ProcessBuilder(
                        java.toString(),
                        "-Xmx256m",
                        "-cp",
                        JARS.resolve("*").toString(),
                        "nu.validator.client.SimpleCommandLineValidator",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().filter(line -> !PASSED_OVER.matcher(line).find()).toList();
    }
}
