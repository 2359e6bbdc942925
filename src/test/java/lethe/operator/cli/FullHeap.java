package lethe.operator.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import lethe.Lethe;

/** Runs Lethe and fills its heap as soon as a file of that name appears in the working directory. */
final class FullHeap {
    static final String FILE = "fill";

    private FullHeap() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(FullHeap::fill);
        Lethe.main(arguments);
    }

    private static void fill() {
        try {
            while (!Files.deleteIfExists(Path.of(FILE))) {
                Thread.sleep(50);
            }
            var held = new ArrayList<byte[]>();
            while (true) {
                held.add(new byte[1 << 20]);
            }
        } catch (Exception stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
