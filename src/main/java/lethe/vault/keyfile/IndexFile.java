package lethe.vault.keyfile;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import lethe.platform.kernel.PrivateFiles;

/** Writes a new file of the e-mail index, which is on the disk when it returns. */
final class IndexFile {
    private IndexFile() {}

    static void writeEmpty(Path file, int bits) throws IOException {
        write(file, IndexPage.count(bits), number -> List.of(new IndexPage(number, bits)));
    }

    static void write(Path file, int count, IntFunction<List<IndexPage>> groups) throws IOException {
        PrivateFiles.make(file);
        try (var plain = new FileOutputStream(file.toFile());
                var output = new BufferedOutputStream(plain, 1 << 16)) {
            for (var number = 0; number < count; number++) {
                for (var group : groups.apply(number)) {
                    output.write(group.bytes());
                }
            }
            output.flush();
            plain.getFD().sync();
        }
    }
}
