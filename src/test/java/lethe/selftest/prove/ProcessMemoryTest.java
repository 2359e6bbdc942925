package lethe.selftest.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches the memory of a running process in which a secret was planted. */
@EnabledOnOs(OS.LINUX)
class ProcessMemoryTest {
    private static final String PLANTED = UUID.randomUUID() + "@kanari.example";
    private static final String ABSENT = UUID.randomUUID() + "@kanari.example";

    @ParameterizedTest
    @ValueSource(strings = {"heap", "garbage", "buffer"})
    void findsAPlantedSecretInEveryForm(String where) throws Exception {
        var scanner = new ResidueScan(Map.of("planted", PLANTED, "absent", ABSENT));
        var process = planting(where);
        try {
            var memory = new ProcessMemory(process.pid());
            assertThat(memory.isReadable()).isTrue();

            var found = memory.count(scanner);

            assertThat(found).containsOnlyKeys("planted");
            assertThat(found.get("planted")).isGreaterThanOrEqualTo(Planter.FORMS.size());
            assertThat(memory.size()).isPositive();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void failsForAnEndedProcess() throws Exception {
        var process = planting("heap");
        process.destroyForcibly().waitFor();

        var memory = new ProcessMemory(process.pid());
        assertThat(memory.isReadable()).isFalse();
        var scanner = new ResidueScan(Map.of("planted", PLANTED));
        assertThatThrownBy(() -> memory.count(scanner)).isInstanceOf(IOException.class);
        assertThatThrownBy(memory::size).isInstanceOf(IOException.class);
    }

    /** Such as a process of PostgreSQL's that ends between being listed and being read. */
    @Test
    void findsNothingInAProcessThatMayEnd() throws Exception {
        var process = planting("heap");
        process.destroyForcibly().waitFor();

        var memory = ProcessMemory.ofPassing(process.pid());
        assertThat(memory.count(new ResidueScan(Map.of("planted", PLANTED)))).isEmpty();
        assertThat(memory.size()).isZero();
    }

    private static Process planting(String where) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Planter.class.getName(),
                        where,
                        new StringBuilder(PLANTED).reverse().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("planted");
        return process;
    }

    /** Gets the secret reversed, so that memory contains it only in the planted forms. */
    static final class Planter {
        static final List<String> FORMS = List.of("utf-8", "utf-16le", "percent", "base64");
        private static Object kept = "";

        public static void main(String[] arguments) throws Exception {
            var forms = FORMS.stream().map(form -> bytes(form, arguments[1])).toList();
            switch (arguments[0]) {
                case "heap" -> kept = forms;
                case "garbage" -> kept = forms.size();
                default ->
                    kept = forms.stream()
                            .map(form -> ByteBuffer.allocateDirect(form.length).put(form))
                            .toList();
            }
            System.out.println("planted");
            Thread.sleep(Long.MAX_VALUE);
            System.out.println(kept);
        }

        private static byte[] bytes(String form, String backwards) {
            var text = new StringBuilder(backwards).reverse().toString();
            return switch (form) {
                case "utf-8" -> text.getBytes(StandardCharsets.UTF_8);
                case "utf-16le" -> text.getBytes(StandardCharsets.UTF_16LE);
                case "percent" -> text.replace("@", "%40").getBytes(StandardCharsets.US_ASCII);
                default -> Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
            };
        }
    }
}
