package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar passes the checks of {@link VerificationTest} for its main class, and contains only what it needs. */
@Tag("afterwards")
class VerifierJarTest {
    private static final String KEY = TestKey.FIRST.publicKey();

    @TempDir
    private Path place;

    @Test
    void everyKindOfFileHasItsExitCodeAndOutput() throws Exception {
        for (var each : MadeFiles.all(TestKey.FIRST).entrySet()) {
            var file = file(each.getValue());
            var changed = file(each.getValue().replace("5n6p", "5n6q"));

            var right = run(file, "--key", KEY);
            assertThat(right.code()).as("%s: %s", each.getKey(), right).isZero();
            assertThat(right.err()).isEmpty();
            assertThat(run(changed, "--key", KEY).code()).as(each.getKey()).isEqualTo(1);
        }
        var unnamed =
                run(file(new MadeReceipt(TestKey.FIRST, TestKey.FIRST).file().toString()));
        assertThat(unnamed.code()).isEqualTo(5);
        assertThat(unnamed.out()).contains("unchecked key: ");
        assertThat(run(file(MadeFiles.promised(TestKey.FIRST))).code()).isEqualTo(3);
    }

    @Test
    void uncheckableFilesAreExplainedInOneSentence() throws Exception {
        var missing = run(place.resolve("nothing").toString());
        var large =
                run(Files.write(place.resolve("large"), new byte[(4 << 20) + 1]).toString());

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("File not found: ").hasLineCount(1);
        assertThat(large.code()).isEqualTo(1);
        assertThat(large.err()).hasLineCount(1);
        assertThat(run(place.toString()).code()).isEqualTo(1);
        assertThat(run(file("garbage")).code()).isEqualTo(1);
        assertThat(run().code()).isEqualTo(2);
    }

    @Test
    void containsOnlyTheVerifierAndThreeLibraries() throws IOException {
        try (var jar = new JarFile(VerifierJar.FILE.toFile())) {
            var packages = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst(
                            "^(lethe/verifier|tools/jackson|com/fasterxml/jackson|org/[a-z]+)/.*", "$1"))
                    .collect(Collectors.toSet());

            assertThat(packages)
                    .containsExactlyInAnyOrder(
                            "lethe/verifier", "tools/jackson", "com/fasterxml/jackson", "org/erdtman", "org/apache");
            assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
                    .isNull();
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
        assertThat(Files.size(VerifierJar.FILE)).isLessThan(3 << 20);
    }

    /** Rebuilding yields the same bytes: entries of libraries keep their times, all others have a fixed one. */
    @Test
    void ourEntriesHaveAFixedTime() throws IOException {
        try (var jar = new JarFile(VerifierJar.FILE.toFile())) {
            var times = jar.stream()
                    .filter(entry -> entry.getName().startsWith("lethe/")
                            || entry.getName().endsWith("MANIFEST.MF"))
                    .map(entry -> entry.getTimeLocal().toLocalDate())
                    .collect(Collectors.toSet());

            assertThat(times).containsExactly(LocalDate.of(2026, 1, 1));
            assertThat(jar.getManifest().getMainAttributes().keySet().toString())
                    .doesNotContain("Built-By", "Date");
        }
    }

    private VerifierJar.Ended run(String... typed) throws IOException, InterruptedException {
        return new VerifierJar(place).run(typed);
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text)
                .toString();
    }
}
