package lethe.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import lethe.platform.kernel.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    @ParameterizedTest
    @ValueSource(strings = {"x", "x@", "x@y.", "a@b.example ", "\u0000", "é%40"})
    void truncatesTextThatIsTooLong(String unit) {
        var overlong = unit.repeat(60_000);

        assertThat(codes((fields, text) -> fields.title("name", text), overlong))
                .startsWith("too-long");
        assertThat(codes((fields, text) -> fields.name("name", text), overlong)).startsWith("too-long");
        assertThat(codes((fields, text) -> fields.text("name", text, 500), overlong))
                .containsExactly("too-long");
        assertThat(new Validation().title("name", overlong)).hasSize(120);
    }

    @Test
    void countsCodePoints() {
        assertThat(codes((fields, text) -> fields.name("name", text), "𝔸".repeat(100)))
                .isEmpty();
        assertThat(codes((fields, text) -> fields.name("name", text), "𝔸".repeat(101)))
                .containsExactly("too-long");
        assertThat(new Validation().name("name", "𝔸".repeat(101))).isEqualTo("𝔸".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "klara@x.example",
                "mailto:klara@x.example",
                "(klara@x.example)",
                "see k@x.y",
                "a@@b@c.d",
                "klara%40x.example"
            })
    void findsAnAddressInAName(String title) {
        assertThat(codes((fields, text) -> fields.title("name", text), title)).containsExactly("email-inside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@acme", "acme @ x.example", "a@b", "https://x.example/@acme.example", "a@.", "a@x. y", "@@@"})
    void findsNoAddressInOtherText(String title) {
        assertThat(codes((fields, text) -> fields.title("name", text), title)).isEmpty();
    }

    @Test
    void reportsThePositionOfAControlCharacter() {
        var fields = new Validation();
        fields.name("firstName", "Kl\u0007ara");

        assertThat(fields.refusal().errors()).containsExactly(FieldError.of("firstName", "control-character", 3));
    }

    private static List<String> codes(BiConsumer<Validation, String> check, String text) {
        var fields = new Validation();
        check.accept(fields, text);
        return fields.fine()
                ? List.of()
                : fields.refusal().errors().stream().map(FieldError::code).toList();
    }
}
