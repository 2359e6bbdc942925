package lethe.partners.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lethe.partners.billing.VatId.Flaw;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Valid and invalid numbers of every country: first published ones, then numbers that python-stdnum, an independent
 * implementation, accepts and, with one digit changed, rejects.
 */
class VatIdTest {
    private static final String TABLE = "/lethe/partners/billing/vat-ids.csv";

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, numLinesToSkip = 1)
    void findsTheExpectedFlaw(String number, @Nullable Flaw flaw) {
        assertThat(new VatId(number).flaw().orElse(null)).isEqualTo(flaw);
    }

    @Test
    void theTableCoversEveryMemberState() throws IOException {
        var all = Set.of(
                "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split(" "));

        assertThat(VatId.states()).isEqualTo(all);
        assertThat(statesWith("")).isEqualTo(new TreeSet<>(all));
        assertThat(statesWith("CHECKSUM")).isEqualTo(new TreeSet<>(all));
        assertThat(statesWith("FORMAT")).isEqualTo(new TreeSet<>(all));
    }

    /** Only ASCII digits and upper-case letters are accepted. */
    @ParameterizedTest
    @CsvSource({"DE١٢٣٤٥٦٧٨٩", "de136695976", "DE13669597６"})
    void refusesOtherDigitsAndLowerCase(String number) {
        assertThat(new VatId(number).flaw()).isPresent();
    }

    @Test
    void mapsPrefixesToIsoCountries() {
        assertThat(new VatId("EL094259216").countries()).containsExactly("GR");
        assertThat(new VatId("XI980780684").countries()).containsExactly("GB");
        assertThat(new VatId("DE136695976").countries()).containsExactly("DE");
        assertThat(new VatId("FR40303265045").countries()).containsExactlyInAnyOrder("FR", "MC");
    }

    private static Set<String> statesWith(String flaw) throws IOException {
        return lines().stream()
                .filter(line -> line.substring(line.indexOf(',') + 1).equals(flaw))
                .map(line -> line.substring(0, 2))
                .filter(VatId.states()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> lines() throws IOException {
        var table = new ClassPathResource(TABLE).getContentAsString(StandardCharsets.UTF_8);
        return table.lines().skip(1).toList();
    }
}
