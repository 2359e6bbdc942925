package lethe.operator.usagecharts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.LetheTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The numbers in {@code docs/usage-privacy.md} match the code; with {@value #WRITE} set, they are updated. */
@LetheTest
class UsageInDocsTest {
    private static final String WRITE = "WRITE_USAGE_DOC";
    private static final Path DOC = Path.of("docs", "usage-privacy.md");
    private static final Pattern GENERATED = Pattern.compile("(?s)(<!-- generated: [^\n]*-->\n).*?(<!-- end -->)");
    private static final BigDecimal DEFAULT = new BigDecimal("0.2");
    private static final int[] DAYS = {1, 7, 30, 90, 365};

    @Autowired
    private UsageStatistics figures;

    @Test
    void documentsFeaturesAndWhatTheirSumsReveal() throws IOException {
        var doc = Files.readString(DOC);
        var now = GENERATED
                .matcher(doc)
                .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + numbers() + found.group(2)));
        if (System.getenv(WRITE) != null) {
            Files.writeString(DOC, now);
        }

        assertThat(DOC)
                .as("out of date? %s=1 mvn test -Dtest=UsageInDocsTest", WRITE)
                .hasContent(now);
        assertThat(now).contains(figures.features().size() + " features");
    }

    @Test
    void longerSumsRevealMore() {
        assertThat(right(1)).isBetween(0.5, 1 / (1 + Math.exp(-DEFAULT.doubleValue())));
        assertThat(IntStream.of(DAYS).mapToDouble(UsageInDocsTest::right).toArray())
                .isSorted();
    }

    private String numbers() {
        var budget = new Budget(DEFAULT, figures.features().size(), BigDecimal.ZERO);
        return "\n| days added up | the guess is right |\n|---|---|\n"
                + IntStream.of(DAYS)
                        .mapToObj(days -> String.format(Locale.ROOT, "| %d | %.0f %% |%n", days, 100 * right(days)))
                        .collect(Collectors.joining())
                + "\nWith the defaults and " + budget.features() + " features a day's sum is ε = " + budget.perDay()
                + ", and that of 30 days ε = " + budget.perMonth() + ", which alone promises nothing.\n\n";
    }

    /** How often the best guess from the sum is right: half a person's days against the noise of all of them. */
    private static double right(int days) {
        var rate = Math.exp(-DEFAULT.doubleValue());
        var spread = Math.sqrt(days * 2 * rate) / (1 - rate);
        return (1 + erf(days / (2 * spread) / Math.sqrt(2))) / 2;
    }

    /** Abramowitz and Stegun, 7.1.26: accurate to seven places. */
    private static double erf(double x) {
        var t = 1 / (1 + 0.3275911 * x);
        var sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
        return 1 - sum * Math.exp(-x * x);
    }
}
