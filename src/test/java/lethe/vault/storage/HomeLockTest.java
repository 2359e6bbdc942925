package lethe.vault.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.platform.kernel.StartupRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a key file; another process locks it by the same bytes of the same file. */
class HomeLockTest {
    @TempDir
    private Path place;

    private Path home;
    private @Nullable Process other;

    @BeforeEach
    void aHome() {
        home = place.resolve("keys");
    }

    @AfterEach
    void end() {
        if (other != null) {
            other.destroyForcibly();
        }
    }

    @Test
    void anExclusiveLockAllowsNoOther() throws IOException {
        try (var alone = HomeLock.of(home, false)) {
            assertThat(alone.isFirst()).isTrue();
            refused(home, false);
            refused(home, true);
        }
        HomeLock.of(home, true).close();
    }

    @Test
    void aSharedLockAllowsSharersAndIdentifiesTheFirst() throws IOException {
        try (var first = HomeLock.of(home, true);
                var second = HomeLock.of(home, true)) {
            assertThat(first.isFirst()).isTrue();
            assertThat(second.isFirst()).isFalse();
            refused(home, false);
        }
        try (var next = HomeLock.of(home, false)) {
            assertThat(next.isFirst()).isTrue();
        }
    }

    @Test
    void closingTwiceDoesNotReleaseAnothersLock() throws IOException {
        var first = HomeLock.of(home, true);
        try (var second = HomeLock.of(home, true)) {
            first.close();
            first.close();

            refused(second.home(), false);
        }
    }

    @Test
    void recognisesTheKeyFileByAnotherPath() throws IOException {
        try (var alone = HomeLock.of(home, false)) {
            var link = Files.createSymbolicLink(place.resolve("link"), alone.home());
            refused(link, false);
            Files.createDirectory(place.resolve("hard"));
            Files.createLink(place.resolve("hard/lock"), home.resolve("lock"));
            refused(place.resolve("hard"), true);
        }
    }

    @Test
    void respectsAnotherProcessesLock() throws Exception {
        var one = lock(1, true);
        refused(home, false);
        try (var shared = HomeLock.of(home, true)) {
            assertThat(shared.isFirst()).isFalse();
        }
        one.destroyForcibly().waitFor();

        var two = lock(1, false);
        refused(home, true);
        two.destroyForcibly().waitFor();

        var three = lock(0, false);
        refused(home, true);
        three.destroyForcibly().waitFor();

        HomeLock.of(home, false).close();
    }

    @Test
    void allowsOthersToExamineItOnceItIsOpened() throws Exception {
        try (var first = HomeLock.of(home, true)) {
            first.opened();
            assertThat(lock(0, false).isAlive()).isTrue();
        }
    }

    private static void refused(Path home, boolean shared) {
        assertThatThrownBy(() -> HomeLock.of(home, shared))
                .isInstanceOfSatisfying(StartupRefused.class, refusal -> assertThat(refusal.exitCode())
                        .isEqualTo(4));
    }

    private Process lock(int at, boolean shared) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        Files.createDirectories(home).resolve("lock").toString(),
                        Integer.toString(at),
                        Boolean.toString(shared))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        other = process;
        assertThat(process.inputReader().readLine()).isEqualTo("held");
        return process;
    }

    /** Locks one byte of a file until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (var file = new java.io.RandomAccessFile(arguments[0], "rw");
                    var lock = file.getChannel()
                            .tryLock(Long.parseLong(arguments[1]), 1, Boolean.parseBoolean(arguments[2]))) {
                System.out.println(lock == null ? "refused" : "held");
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
