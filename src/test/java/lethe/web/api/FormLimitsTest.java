package lethe.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import lethe.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms are limited: in length, whatever they announce, and in fields. */
class FormLimitsTest extends HalfSentBodies {
    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/password-reset", "/support", "/nowhere"})
    void refusesFormsThatAnnounceTooMuch(String path) throws IOException {
        var answer = refused(new Target("POST", at(path), false), FORM, "Content-Length: 262145");

        assertThat(answer.status()).isIn(413, 303);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void refusesEndlessForms() throws IOException {
        try (var wire = new Wire(port)) {
            wire.head(
                    "POST " + at("/sign-in") + " HTTP/1.1",
                    "Host: x",
                    "Content-Type: " + FORM,
                    "Transfer-Encoding: chunked");
            wire.send("40001\r\nemail=" + "x".repeat(0x40001 - 6) + "\r\n");

            assertThat(wire.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void limitsTheNumberOfFields() {
        var fields = String.join(
                "&", IntStream.range(0, 1_001).mapToObj(one -> "f" + one + "=").toList());

        assertThat(house.ada().posted("/roles/new", fields).status()).isIn(400, 413);
    }

    @Test
    void parsesMultipartForms() {
        var imported = house.ada().upload("/users/imports", "firstName;lastName;email\n".getBytes(UTF_8));

        assertThat(imported.status()).as(imported.body()).isEqualTo(202);
    }
}
