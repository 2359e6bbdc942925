package lethe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The checker of the W3C, in a process of its own: it needs libraries older than ours. Maven puts them where this looks. */
final class NuChecker {
    private static final Path JARS = Path.of("target", "nu");

    /** What is standard since, an advice for browsers of then, what is an organisation's own text, and the noise of a library. */
    private static final Pattern PASSED_OVER = Pattern.compile(
            "“name” not allowed on element “details”"
                    + "|The autofill field name “username” is not allowed"
                    + "|Article lacks heading|not supported in all browsers|Possible misuse of “aria-label”|org\\.eclipse\\.jetty");

    private NuChecker() {}

    /** A line for each error, and each warning, of a page in that directory. */
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
