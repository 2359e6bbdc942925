package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import lethe.selftest.prove.ProcessMemory;
import lethe.selftest.prove.ResidueScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How a sweep changes the memory of a process that is configured as by the start script. */
@EnabledOnOs(OS.LINUX)
class SweptMemoryTest {
    private static final String PLANTED = UUID.randomUUID() + "@kanari.example";
    private static final String KEPT = UUID.randomUUID() + "@kanari.example";

    @Test
    void overwritesUnreachableObjectsAndKeepsReachableOnes() throws Exception {
        var process = planting();
        try (var tell = process.outputWriter();
                var said = process.inputReader()) {
            var memory = new ProcessMemory(process.pid());
            var traces = new ResidueScan(Map.of("planted", PLANTED, "kept", KEPT));
            assertThat(said.readLine()).isEqualTo("planted");
            assertThat(memory.count(traces)).containsOnlyKeys("planted", "kept");

            tell.write("sweep\n");
            tell.flush();

            assertThat(said.readLine()).isEqualTo("swept");
            assertThat(memory.count(traces)).containsOnlyKeys("kept");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process planting() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:MarkSweepDeadRatio=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Planter.class.getName(),
                        backwards(PLANTED),
                        backwards(KEPT))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** Receives the text reversed, so that only the planted objects contain it. */
    static final class Planter {
        public static void main(String[] arguments) throws Exception {
            var kept = backwards(arguments[1]).getBytes(StandardCharsets.UTF_8);
            // On a separate stack that no longer exists afterwards.
            var planting = new Thread(() -> plant(arguments[0]));
            planting.start();
            planting.join();
            System.out.println("planted");
            System.in.read();
            var sweeping = new Sweeping(Clock.systemUTC());
            sweeping.soon();
            sweeping.sweepOnce();
            System.out.println("swept");
            Thread.sleep(Long.MAX_VALUE);
            System.out.println(kept.length);
        }

        private static void plant(String what) {
            for (var number = 0; number < 1_000; number++) {
                if (backwards(what).isEmpty()) {
                    throw new IllegalStateException();
                }
            }
        }
    }
}
