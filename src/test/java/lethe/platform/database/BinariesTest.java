package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir
    private Path cache;

    @Test
    void concurrentUnpackingYieldsTheSameCompletePrograms() throws Exception {
        Callable<Path> unpacking = () -> Binaries.unpacked("test", cache);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var directories =
                    threads.invokeAll(Stream.generate(() -> unpacking).limit(2).toList());

            var first = directories.getFirst().get();
            assertThat(directories.getLast().get()).isEqualTo(first);
            assertThat(first.resolve("bin/postgres")).isExecutable();
        }
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }
}
