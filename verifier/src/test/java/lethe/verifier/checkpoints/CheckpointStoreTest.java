package lethe.verifier.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints beside the database, also after a power failure. */
class CheckpointStoreTest {
    private static final Origin LOG = new Origin("lethe/acme");
    private static final Origin CONTINUED = new Origin("lethe/acme/0123456789abcdef");

    @TempDir
    private Path place;

    @ParameterizedTest
    @MethodSource
    void ignoresAndReplacesInvalidContent(byte[] left) throws IOException {
        var memory = new CheckpointStore(place);
        for (var origin : new Origin[] {LOG, CONTINUED}) {
            memory.remember(note(origin, 7));
        }
        for (var file : notes()) {
            Files.write(file, left);
        }

        assertThat(memory.last(LOG)).isEmpty();
        assertThat(memory.last(CONTINUED)).isEmpty();
        assertThat(memory.all(LOG)).isEmpty();

        memory.remember(note(LOG, 3));
        memory.remember(note(CONTINUED, 4));
        assertThat(memory.all(LOG)).containsExactly(note(LOG, 3), note(CONTINUED, 4));
    }

    static Stream<byte[]> ignoresAndReplacesInvalidContent() {
        return Stream.of(
                new byte[0],
                new byte[100],
                new byte[] {(byte) 0xff, (byte) 0xfe},
                note(LOG, 9).substring(0, 20).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyALongerLogReplacesTheLastCheckpoint() throws IOException {
        var memory = new CheckpointStore(place);
        memory.remember(note(LOG, 7));
        memory.remember(note(LOG, 6));

        assertThat(memory.last(LOG)).contains(note(LOG, 7));
        memory.remember(note(LOG, 8));
        assertThat(memory.last(LOG)).contains(note(LOG, 8));
    }

    @Test
    void leavesNoOtherFiles() throws IOException {
        var memory = new CheckpointStore(place);
        memory.remember(note(LOG, 7));
        memory.remember(note(LOG, 8));

        try (var all = Files.list(place)) {
            assertThat(all).containsExactly(place.resolve("lethe-acme.note"));
        }
    }

    /** Like Windows, the file system of a zip file has neither permissions nor directories that can be opened. */
    @Test
    void worksWithoutPosixPermissions() throws IOException {
        try (var zip = FileSystems.newFileSystem(place.resolve("files.zip"), Map.of("create", "true"))) {
            assertThat(zip.supportedFileAttributeViews()).doesNotContain("posix");
            var memory = new CheckpointStore(zip.getPath("/home/lethe/checkpoints"));

            for (var origin : new Origin[] {LOG, CONTINUED}) {
                memory.remember(note(origin, 7));
                memory.remember(note(origin, 8));
            }

            assertThat(memory.all(LOG)).containsExactly(note(LOG, 8), note(CONTINUED, 8));
        }
    }

    @Test
    void keepsFilesPrivateWithPosixPermissions() throws IOException {
        var directory = place.resolve("some/checkpoints");
        new CheckpointStore(directory).remember(note(CONTINUED, 7));

        try (var all = Files.walk(directory)) {
            assertThat(all)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }
    }

    private Iterable<Path> notes() throws IOException {
        try (var all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String note(Origin origin, long size) {
        return origin + "\n" + size + "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    }
}
