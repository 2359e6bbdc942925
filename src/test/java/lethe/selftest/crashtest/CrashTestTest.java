package lethe.selftest.crashtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import lethe.Lethe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class CrashTestTest {
    private static final String COPY = "lethe/vault/storage/Copy.class";

    @TempDir
    private Path place;

    @Test
    void keepsItsWordAfterEveryCrash() throws Exception {
        try (var torture = torture(1).lives(new RunWindow(5, 25))) {
            var holds = torture.run(10);

            assertThat(holds).as(String.join("\n", torture.lines())).isTrue();
        }
    }

    /** The compiled class without the call that syncs to disk. */
    @Test
    void detectsAMissingSync() throws Exception {
        try (var torture = torture(2)) {
            torture.lethe().first(withoutSyncs());

            var holds = torture.runAfter(CrashMode.LETHE);

            assertThat(holds).isFalse();
            assertThat(torture.lines()).anyMatch(line -> line.startsWith("VIOLATION: round 1, Lethe killed: "));
        }
    }

    private CrashTest torture(long seed) throws IOException {
        var torture = new CrashTest(Lethe.class, place, seed, line -> {});
        torture.lethe().flag("-XX:TieredStopAtLevel=1").flag("-XX:+UseSerialGC");
        return torture;
    }

    private Path withoutSyncs() throws IOException {
        var classes = Files.createDirectories(place.resolve("classes"));
        var file = ClassFile.of();
        try (var compiled = Lethe.class.getClassLoader().getResourceAsStream(COPY)) {
            var copy = file.parse(compiled.readAllBytes());
            var without = file.transformClass(copy, (target, element) -> {
                if (element instanceof MethodModel method && method.methodName().equalsString("force")) {
                    target.withMethodBody(
                            method.methodName(),
                            method.methodType(),
                            method.flags().flagsMask(),
                            CodeBuilder::return_);
                } else {
                    target.with(element);
                }
            });
            var path = classes.resolve(COPY);
            Files.createDirectories(path.getParent());
            Files.write(path, without);
        }
        return classes;
    }
}
