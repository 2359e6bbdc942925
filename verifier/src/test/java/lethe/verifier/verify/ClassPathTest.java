package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The verifier reads files and computes: it uses no network, no database, no Spring, and nothing else of Lethe. */
class ClassPathTest {
    private static final Pattern ARROW = Pattern.compile("^ +lethe\\.verifier\\S+ +-> (\\S+) .*");
    private static final Pattern ALLOWED = Pattern.compile("lethe\\.verifier\\..+"
            + "|java\\.(io|lang|lang\\.\\w+|math|nio|nio\\.channels|nio\\.charset|nio\\.file|nio\\.file\\.attribute)"
            + "|java\\.(security|security\\.spec|time|time\\.\\w+|util|util\\.function|util\\.regex|util\\.stream)"
            + "|tools\\.jackson\\.(core|databind)(\\.\\w+)*"
            + "|org\\.(erdtman\\.jcs|apache\\.commons\\.codec\\.binary|jspecify\\.annotations)");

    @Test
    void usesOnlyTheJdkJacksonAndTwoSmallLibraries() throws Exception {
        var said = new StringWriter();
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();

        var code = jdeps.run(
                new PrintWriter(said),
                new PrintWriter(said),
                "--ignore-missing-deps",
                "-verbose:package",
                "--multi-release",
                "base",
                "-include",
                "lethe\\.verifier\\..*",
                classes().toString());

        var used = said.toString()
                .lines()
                .map(ARROW::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(arrow -> arrow.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(code).as(said.toString()).isZero();
        assertThat(used).contains("java.security", "lethe.verifier.merkle").allMatch(each -> ALLOWED.matcher(each)
                .matches());
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(LetheVerifier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
