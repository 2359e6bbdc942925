package lethe.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import lethe.Lethe;
import lethe.kernel.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class ProofTest {
    @TempDir
    private Path place;

    @Test
    void nothingOfAPersonIsLeftAnywhere() throws Exception {
        var proof = new Proof(Lethe.class, place, new Randomness(Clock.systemUTC()));

        var holds = proof.run();

        assertThat(holds).as(String.join("\n", proof.lines())).isTrue();
        assertThat(proof.html(Instant.EPOCH))
                .contains("<h1>Proof of erasure</h1>")
                .doesNotContain("<script");
    }
}
