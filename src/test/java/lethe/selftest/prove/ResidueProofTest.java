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

/** One life and four endings: the correct one, and those of three faulty versions of Lethe. */
@Timeout(900)
class ResidueProofTest {
    @TempDir
    private static Path places;

    private static ResidueProof life;

    @SuppressWarnings("NullAway.Init") // each test sets it
    private ResidueProof proof;

    @BeforeAll
    static void liveOneLife() throws Exception {
        life = new ResidueProof(
                Lethe.class, Files.createDirectory(places.resolve("life")), new Randomness(Clock.systemUTC()));
        life.live();
        life.whileAlive();
        life.backUp();
        life.stop();
    }

    /** Keeps only one copy at a time: they are large. */
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
    void leavesNothingOfAUserAnywhere() throws Exception {
        proof = endBy(Lethe.class);

        proof.end();
        proof.process();
        proof.memory();
        proof.afterwards();
        proof.fromTheOldDatabase();
        proof.fromACopyOfTheKeys();

        for (var lines : List.of(life.lines(), proof.lines())) {
            assertThat(lines)
                    .noneMatch(line -> line.startsWith("FAILED: "))
                    .anyMatch(line -> line.startsWith("proven: "));
        }
        // Where the system shows only reachable memory, the line says so instead.
        if (Files.isReadable(Path.of("/proc/self/mem"))) {
            assertThat(proof.lines())
                    .anyMatch(line ->
                            line.startsWith("proven: A minute later, no byte of the user’s data is in the memory"));
        }
        assertThat(life.lines()).contains("    not offered here: nothing");
        assertThat(life.lines().toString())
                .contains("recovery code", "e-mail of a cancelled import", "invoice e-mail of a partner");
        assertThat(proof.html(Instant.EPOCH))
                .contains("<h1>Proof of erasure</h1>")
                .doesNotContain("<script");
    }

    @Test
    void findsAHolderThatKeepsItsRows() throws Exception {
        proof = endBy(KeepsAccounts.class);

        proof.end();
        proof.afterwards();

        assertThat(proof.lines())
                .contains("FAILED: Only rows of legally required evidence are left", "    found: a row in account");
    }

    @Test
    void findsAnEmailInALog() throws Exception {
        proof = endBy(LogsEmails.class);

        proof.end();
        proof.stop();

        assertThat(proof.lines())
                .anyMatch(line -> line.startsWith("FAILED: After the answer “terminated”"))
                .anyMatch(line -> line.matches("    found: new e-mail in .*\\.log"));
    }

    @Test
    void findsAKeyThatIsNotOverwritten() throws Exception {
        proof = endBy(KeepsSlots.class);

        proof.end();
        proof.stop();
        proof.fromTheOldDatabase();

        assertThat(proof.lines())
                .contains("FAILED: With the earlier database and today’s key file, the user stays erased");
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
