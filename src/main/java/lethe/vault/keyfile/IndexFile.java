package lethe.vault.keyfile;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import lethe.platform.kernel.PrivateFiles;

/** Writes a new file of the e-mail index and syncs it. */
final class IndexFile {
    private IndexFile() {}

    static void writeEmpty(Path file, int bits) throws IOException {
        write(file, IndexPage.count(bits), number -> List.of(new IndexPage(number, bits)));
    }

    static void write(Path file, int count, IntFunction<List<IndexPage>> pages) throws IOException {
        PrivateFiles.make(file);
        try (var plain = new FileOutputStream(file.toFile());
                var output = new BufferedOutputStream(plain, 1 << 16)) {
            for (var number = 0; number < count; number++) {
                for (var page : pages.apply(number)) {
                    output.write(page.bytes());
                }
            }
            output.flush();
            plain.getFD().sync();
        }
    }
}
