package lethe.partners.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import lethe.platform.kernel.FieldError;
import lethe.platform.requests.Validation;
import org.iban4j.CountryCode;
import org.iban4j.Iban;
import org.iban4j.IbanUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IBANs of every country that the library supports: valid, mistyped, too short, too long. */
class NumbersTest {
    static Stream<CountryCode> countries() {
        return Stream.of(CountryCode.values()).filter(IbanUtil::isSupportedCountry);
    }

    @Test
    void theLibrarySupportsAllRegisteredCountries() {
        assertThat(countries()).hasSizeGreaterThan(80).contains(CountryCode.DE, CountryCode.NO, CountryCode.XK);
    }

    @ParameterizedTest
    @MethodSource("countries")
    void acceptsValidIbans(CountryCode country) {
        var iban = Iban.random(country).toString();

        assertThat(wrongs(iban)).isEmpty();
        assertThat(Numbers.iban(
                        new Validation(), " " + BillingInput.inFours(iban.toLowerCase(java.util.Locale.ROOT)) + " "))
                .isEqualTo(iban);
    }

    @ParameterizedTest
    @MethodSource("countries")
    void detectsMistypedIbans(CountryCode country) {
        var iban = Iban.random(country).toString();
        var digits = Integer.parseInt(iban.substring(2, 4));
        var mistyped = iban.substring(0, 2) + "%02d".formatted((digits + 1) % 97) + iban.substring(4);

        assertThat(wrongs(mistyped)).containsExactly(FieldError.of("iban", "checksum"));
    }

    @ParameterizedTest
    @MethodSource("countries")
    void reportsTheExpectedLength(CountryCode country) {
        var iban = Iban.random(country).toString();
        var length = iban.length();
        var shorter = iban.substring(0, length - 1);
        var longer = iban + "0";

        assertThat(wrongs(shorter))
                .containsExactly(FieldError.of("iban", "format", 1, country.name(), length, length - 1));
        assertThat(wrongs(longer))
                .containsExactly(FieldError.of("iban", "format", 1, country.name(), length, length + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "D",
                "DE",
                "DE8",
                "DE89",
                "1289370400440532013000",
                "DE٨٩370400440532013000",
                "DE8937040044053201300٠",
                "💶",
                "DE8937040044O532013000"
            })
    void refusesAnythingElseAsIban(String typed) {
        assertThat(wrongs(typed)).singleElement().extracting(FieldError::code).isEqualTo("format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COBADEFF", "cobadeffxxx", "NDEAFIHH", "CRESCHZZ80A", "COBADEFF XXX", "COBA-DE-FF"})
    void acceptsValidBics(String typed) {
        var fields = new Validation();
        Numbers.bic(fields, typed);

        assertThat(fields.fine()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "COBADE", "COBADEFFX", "COBA1EFF", "COBADE??", "COBADEFF/XXX", "🏦🏦🏦🏦"})
    void refusesAnythingElseAsBic(String typed) {
        var fields = new Validation();
        Numbers.bic(fields, typed);

        assertThat(fields.refusal().errors())
                .singleElement()
                .extracting(FieldError::code)
                .isEqualTo("format");
    }

    private static List<FieldError> wrongs(String iban) {
        var fields = new Validation();
        Numbers.iban(fields, iban);
        return fields.refusal().errors();
    }
}
