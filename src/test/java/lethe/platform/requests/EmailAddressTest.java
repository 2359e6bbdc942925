package lethe.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lethe.platform.kernel.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t",
                "\r\n",
                "\u00A0",
                "\u2007",
                "\u202F",
                "\u3000",
                "\u200B",
                "\u200E",
                "\u202A",
                "\u202C",
                "\u2060",
                "\u00AD",
                "\uFEFF",
                "\uFE0F",
                "\u2066",
                "\u00A0\u200B \uFEFF"
            })
    void removesSurroundingInvisibleCharacters(String unseen) {
        for (var typed :
                List.of(unseen + "olga@x.example", "olga@x.example" + unseen, unseen + "olga@x.example" + unseen)) {
            var fields = new Validation();
            var address = EmailAddress.check(fields, "email", typed);

            assertThat(fields.fine()).isTrue();
            assertThat(address).isEqualTo(new EmailAddress("olga@x.example", "olga@x.example"));
            assertThat(EmailAddress.parse(typed)).hasValue(address);
        }
        assertThat(errors(unseen)).containsExactly(FieldError.of("email", "required"));
    }

    @ParameterizedTest
    @CsvSource({
        "\u00A0,U+00A0",
        "\u200B,U+200B",
        "\u202A,U+202A",
        "\u202F,U+202F",
        "\uFEFF,U+FEFF",
        "\u00AD,U+00AD",
        "\u200D,U+200D"
    })
    void refusesInnerInvisibleCharactersByName(String unseen, String name) {
        for (var typed : List.of(
                "ol" + unseen + "ga@x.example", "olga" + unseen + "@x.example", "olga@x" + unseen + ".example")) {
            assertThat(errors(typed)).containsExactly(FieldError.of("email", "unseen", name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "info@straße.example, info@xn--strae-oqa.example",
        "info@STRASSE.example, info@strasse.example",
        "info@βόλος.example, info@xn--nxasmm1c.example",
        "info@Bücher.example, info@xn--bcher-kva.example",
        "info@bu\u0308cher.example, info@xn--bcher-kva.example",
        "info@xn--BCHER-kva.example, info@xn--bcher-kva.example",
        "info@x\uFF0Eexample, info@x.example",
        "info@x。example, info@x.example",
        "INFO@例え.テスト, info@xn--r8jz45g.xn--zckzah",
        "info@xn--a.example, info@xn--a.example",
        "info@r3---sn.example, info@r3---sn.example",
        "Olga+News@X.Example, olga+news@x.example",
    })
    void comparesByNormalForm(String typed, String normal) {
        assertThat(EmailAddress.parse(typed).map(EmailAddress::normal)).hasValue(normal);
        assertThat(EmailAddress.parse(normal).map(EmailAddress::normal)).hasValue(normal);
        assertThat(errors(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info@ab\u0300\u0300\u0000.example",
                "info@\u0300a.example",
                "info@ü_.example",
                "info@-ü.example",
                "info@ü..example",
                "@x",
                "x"
            })
    void refusesInvalidDomains(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
        assertThat(errors(typed)).containsExactly(FieldError.of("email", "email"));
    }

    @Test
    void checksTheLengthFirst() {
        assertThat(errors("ü".repeat(300_000) + "@x.example")).containsExactly(FieldError.of("email", "too-long", 254));
        assertThat(EmailAddress.parse("a@" + "ß".repeat(300_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "info@xn--strae-oqa.example, info@strasse.example",
        "info@mail.xn--nxasmm1c.example, info@mail.xn--nxasmq6b.example",
        "info@xn--bcher-kva.example,",
        "info@xn--a.example,",
        "info@strasse.example,",
    })
    void computesTheFormOfEarlierVersions(String normal, String former) {
        assertThat(EmailAddress.former(normal).orElse(null)).isEqualTo(former);
    }

    private static List<FieldError> errors(String typed) {
        var fields = new Validation();
        EmailAddress.check(fields, "email", typed);
        return fields.fine() ? List.of() : fields.refusal().errors();
    }
}
