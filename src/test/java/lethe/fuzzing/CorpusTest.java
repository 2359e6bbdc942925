package lethe.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that was ever worth keeping, once more; {@code bench/fuzz} looks for new ones. */
class CorpusTest {
    private static final int CHANGED = 200;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    static Stream<String> readers() {
        return Readers.everywhere().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whatIsReadIsUnderstoodOrRefusedAndNothingElse(String name) throws IOException {
        var reader = Readers.everywhere().get(name);
        var inputs = new Corpus(name).inputs();

        assertThat(inputs).as("inputs to begin with").isNotEmpty();
        for (var input : inputs) {
            assertThatCode(() -> reader.read(input)).as(Corpus.line(input)).doesNotThrowAnyException();
            assertThatCode(() -> changed(input, reader))
                    .as("near " + Corpus.line(input))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whatRepeatsWithoutEndIsReadInTime(String name) {
        var reader = Readers.everywhere().get(name);

        for (var part : new String[] {
            "a", "(", "[", "{\"a\":", "> ", "*a ", "|a", "\"", "-", "\u202e", "\n", "<a ", "`", "![", "0"
        }) {
            var long_ = part.repeat(30_000 / part.length()).getBytes(StandardCharsets.UTF_8);
            Assertions.assertTimeoutPreemptively(LONGEST, () -> reader.read(long_), name + " of " + part);
        }
    }

    @Test
    void whatIsKeptIsWhatWasFound() {
        var all = new byte[256];
        for (var value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }

        assertThat(Corpus.bytes(Corpus.line(all))).isEqualTo(all);
    }

    /** One byte changed here and there, the same ones in each run. */
    private static void changed(byte[] input, Readers.Reader reader) throws Exception {
        var random = new Random(input.length);
        for (var time = 0; time < CHANGED && input.length > 0; time++) {
            var bytes = input.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            reader.read(bytes);
        }
    }
}
