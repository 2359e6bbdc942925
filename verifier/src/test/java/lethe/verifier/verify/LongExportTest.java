package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lethe.verifier.checkpoints.Checkpoint;
import lethe.verifier.merkle.Frontier;
import lethe.verifier.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read entry by entry, and its checkpoints fit into a small heap, however many there are. */
class LongExportTest {
    private static final int SIZE = 60_000;
    private static final String ORIGIN = MadeLog.ORIGIN;

    @TempDir
    private Path place;

    @Test
    void aCheckpointForEachEntryNeedsLittleMemory() throws Exception {
        var export = place.resolve("export.json");
        try (var file = Files.newBufferedWriter(export)) {
            write(file, root(SIZE));
        }
        var out = place.resolve("out");

        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.home=" + place,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LetheVerifier.class.getName(),
                        export.toString(),
                        "--key",
                        TestKey.FIRST.publicKey())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).contains("entries: " + SIZE, "proven: ");
    }

    /** Only the newest checkpoint is really signed: the roots of the others are compared, and signing all would take long. */
    private static void write(BufferedWriter file, Hash root) throws IOException {
        var newest = TestKey.FIRST.note(ORIGIN, new Checkpoint(ORIGIN, SIZE, root).text());
        file.write("{\"format\":\"lethe-audit-1\",\"whole\":true,\"checkpoint\":" + json(newest.toString()));
        file.write(",\"keys\":[],\"checkpoints\":[");
        var tree = new Frontier();
        for (var index = 0; index < SIZE; index++) {
            tree.add(leaf(index));
            var text = new Checkpoint(ORIGIN, index + 1L, tree.root()).text();
            file.write(
                    (index == 0 ? "" : ",") + json(text + "\n" + newest.lines().getFirst() + "\n"));
        }
        file.write("],\"entries\":[");
        for (var index = 0; index < SIZE; index++) {
            file.write((index == 0 ? "" : ",") + "{\"index\":" + index + ",\"entry\":" + json(entry(index))
                    + ",\"leafHash\":" + json(leaf(index).toString()) + "}");
        }
        file.write("]}");
    }

    private static Hash root(int size) {
        var tree = new Frontier();
        for (var index = 0; index < size; index++) {
            tree.add(leaf(index));
        }
        return tree.root();
    }

    private static Hash leaf(int index) {
        return Hash.leaf(entry(index).getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(int index) {
        return "{\"action\":\"user.created\",\"id\":\"entry_" + index + "\"}";
    }

    private static String json(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }
}
