package lethe.selftest.prove;

import static org.assertj.core.api.Assertions.assertThat;

import broken.KeepsAccounts;
import broken.KeepsSlots;
import broken.LogsEmails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import lethe.Lethe;
import lethe.platform.kernel.Randomness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** One life, and its end in four ways: as it must be, and by three Lethes that forget badly. */
@Timeout(900)
class ResidueProofTest {
    @TempDir
    private static Path places;

    private static ResidueProof life;

    @SuppressWarnings("NullAway.Init") // each test begins with its own
    private ResidueProof proof;

    @BeforeAll
    static void aPersonLives() throws Exception {
        life = new ResidueProof(
                Lethe.class, Files.createDirectory(places.resolve("life")), new Randomness(Clock.systemUTC()));
        life.live();
        life.whileAlive();
        life.backUp();
        life.stop();
    }

    /** One copy at a time is large enough. */
    @AfterEach
    void stop() throws IOException {
        proof.close();
        FileSystemUtils.deleteRecursively(places.resolve("copy"));
    }

    @AfterAll
    static void close() throws IOException {
        life.close();
    }

    @Test
    void nothingOfAPersonIsLeftAnywhere() throws Exception {
        proof = endBy(Lethe.class);

        proof.end();
        proof.process();
        proof.memory();
        proof.afterwards();
        proof.fromTheOldDatabase();
        proof.fromACopyOfTheKeys();

        for (var lines : List.of(life.lines(), proof.lines())) {
            assertThat(lines)
                    .noneMatch(line -> line.startsWith("NOT SO: "))
                    .anyMatch(line -> line.startsWith("proven: "));
        }
        // Where the system shows no memory but what is reachable, the line says so instead.
        if (Files.isReadable(Path.of("/proc/self/mem"))) {
            assertThat(proof.lines())
                    .anyMatch(line -> line.startsWith("proven: A minute later no byte of them is in the memory"));
        }
        assertThat(life.lines()).contains("    not offered here: nothing");
        assertThat(life.lines().toString())
                .contains("recovery code", "e-mail of an import that was given up", "invoice e-mail of a partner");
        assertThat(proof.html(Instant.EPOCH))
                .contains("<h1>Proof of erasure</h1>")
                .doesNotContain("<script");
    }

    @Test
    void aHolderThatKeepsItsRowsIsFound() throws Exception {
        proof = endBy(KeepsAccounts.class);

        proof.end();
        proof.afterwards();

        assertThat(proof.lines())
                .contains(
                        "NOT SO: No row of them is left but the evidence that the law wants",
                        "    found: a row in account");
    }

    @Test
    void anEmailInALogIsFound() throws Exception {
        proof = endBy(LogsEmails.class);

        proof.end();
        proof.stop();

        assertThat(proof.lines())
                .anyMatch(line -> line.startsWith("NOT SO: After the answer “terminated”"))
                .anyMatch(line -> line.matches("    found: new e-mail in .*\\.log"));
    }

    @Test
    void aKeyThatIsNotOverwrittenIsFound() throws Exception {
        proof = endBy(KeepsSlots.class);

        proof.end();
        proof.stop();
        proof.fromTheOldDatabase();

        assertThat(proof.lines())
                .contains("NOT SO: From the database of before, with today’s key file, the person stays forgotten");
    }

    private static ResidueProof endBy(Class<?> application) throws IOException, InterruptedException {
        var copy = places.resolve("copy");
        var copying = new ProcessBuilder("cp", "-a", places.resolve("life").toString(), copy.toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).isZero();
        return life.in(copy, application);
    }
}
