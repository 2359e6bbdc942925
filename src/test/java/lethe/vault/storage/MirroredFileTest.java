package lethe.vault.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.Unavailable;
import lethe.vault.storage.FaultyDisk.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirroredFileTest {
    private static final int BITS = 2;
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path place;

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicInteger syncs = new AtomicInteger();
    private Path home;
    private Path mirrorHome;

    @BeforeEach
    void make() throws IOException {
        home = place.resolve("keys");
        mirrorHome = place.resolve("mirror");
        for (var directory : List.of(home, mirrorHome)) {
            PrivateFiles.makeDirectory(directory);
            PrivateFiles.make(KeyFilePart.slots(directory));
        }
        Files.write(KeyFilePart.slots(home), new byte[100_000]);
        Files.write(KeyFilePart.directory(home, BITS), new byte[2048]);
    }

    @Test
    void endsTheProcessAfterAFailedSyncWithoutARetry() throws IOException {
        try (var copies = new MirroredFile(home, BITS, false, disk.failingAt(Point.SYNC))) {
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);

            assertThatThrownBy(copies::sync).isInstanceOf(Unavailable.class);
            assertThatThrownBy(copies::sync).isInstanceOf(Unavailable.class);

            assertThat(disk.halts()).isEqualTo(1);
            assertThat(disk.syncs()).isEqualTo(1);
        }
    }

    @Test
    void refusesEverythingAfterAFailedSync() throws IOException {
        try (var copies = new MirroredFile(home, BITS, false, disk.failingAt(Point.SYNC))) {
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);
            assertThatThrownBy(copies::sync).isInstanceOf(Unavailable.class);

            assertThatThrownBy(() -> copies.read(KeyFilePart.SLOTS, 0, 1)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> copies.readBack(KeyFilePart.SLOTS, 0, 1)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> copies.write(KeyFilePart.SLOTS, 0, BYTES)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void endsTheProcessIfTheKeyFileWasReplaced() throws IOException {
        try (var copies = new MirroredFile(home, BITS, false, disk)) {
            Files.move(home, place.resolve("elsewhere"));
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);

            assertThatThrownBy(copies::sync).isInstanceOf(Unavailable.class);
            assertThat(disk.halts()).isEqualTo(1);
        }
    }

    @Test
    void syncsOnceForAllWaitingThreads() throws Exception {
        var release = new CountDownLatch(1);
        var slow = new Disk() {
            @Override
            protected void sync(Path path, RandomAccessFile file) throws IOException {
                syncs.incrementAndGet();
                await(release);
                super.sync(path, file);
            }
        };
        try (var copies = new MirroredFile(home, BITS, false, slow)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var number = 1; number <= 50; number++) {
                    var position = 4096 + number * 64L;
                    threads.execute(() -> {
                        copies.write(KeyFilePart.SLOTS, position, BYTES);
                        copies.sync();
                    });
                }
                Thread.sleep(200);
                release.countDown();
            }

            assertThat(syncs).hasValueBetween(1, 2);
        }
    }

    @Test
    void survivesAnInterruptedThread() throws IOException {
        try (var copies = new MirroredFile(home, BITS, false, disk)) {
            Thread.currentThread().interrupt();
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);
            copies.sync();
            assertThat(Thread.interrupted()).isTrue();

            assertThat(copies.read(KeyFilePart.SLOTS, 4096, 3)).isEqualTo(BYTES);
            assertThat(disk.halts()).isZero();
        }
    }

    @Test
    void writesAndVerifiesBothCopies() throws IOException {
        try (var copies = mirrored()) {
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);
            copies.syncBoth();
            copies.prove(KeyFilePart.SLOTS, 4096, BYTES);

            assertThat(KeyFilePart.slots(mirrorHome)).hasSameBinaryContentAs(KeyFilePart.slots(home));
            assertThat(KeyFilePart.directory(mirrorHome, BITS))
                    .hasSameBinaryContentAs(KeyFilePart.directory(home, BITS));
            assertThat(disk.halts()).isZero();
        }
    }

    @Test
    void endsTheProcessIfTheDiskLostAWrite() throws IOException {
        try (var copies = new MirroredFile(home, BITS, false, disk)) {
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);
            copies.sync();

            assertThatThrownBy(() -> copies.prove(KeyFilePart.SLOTS, 4096, new byte[3]))
                    .isInstanceOf(Unavailable.class);
            assertThat(disk.halts()).isEqualTo(1);
        }
    }

    @Test
    void readsButRefusesToSyncBothWithoutTheMirror() throws IOException {
        try (var copies = mirrored()) {
            Files.move(mirrorHome, place.resolve("away"));
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);

            assertThatThrownBy(copies::syncBoth).isInstanceOf(Unavailable.class);
            assertThat(copies.mirrorIsAway()).isTrue();
            assertThat(copies.read(KeyFilePart.SLOTS, 4096, 3)).isEqualTo(BYTES);
        }
    }

    @Test
    void synchronisesAReturningMirror() throws IOException {
        try (var copies = mirrored()) {
            Files.move(mirrorHome, place.resolve("away"));
            copies.write(KeyFilePart.SLOTS, 4096, BYTES);
            copies.write(KeyFilePart.SLOTS, 99_999, BYTES);
            copies.sync();

            Files.move(place.resolve("away"), mirrorHome);
            copies.join(mirrorHome, BITS, (part, position, first, mirror) -> first);

            copies.syncBoth();
            assertThat(KeyFilePart.slots(mirrorHome)).hasSameBinaryContentAs(KeyFilePart.slots(home));
        }
    }

    @Test
    void readsBackWhileTheFileGrows() throws Exception {
        try (var copies = new MirroredFile(home, BITS, false, disk);
                var others = Executors.newSingleThreadExecutor()) {
            copies.write(KeyFilePart.SLOTS, 99_968, BYTES);
            var lengthening = others.submit(() -> {
                for (var position = 100_000; position < 102_000; position += 8) {
                    copies.write(KeyFilePart.SLOTS, position, new byte[8]);
                }
            });

            do {
                assertThat(copies.readBack(KeyFilePart.SLOTS, 99_968, BYTES.length))
                        .isEqualTo(BYTES);
            } while (!lengthening.isDone());
            lengthening.get();
        }
    }

    private MirroredFile mirrored() throws IOException {
        var copies = new MirroredFile(home, BITS, true, disk);
        copies.join(mirrorHome, BITS, (part, position, first, mirror) -> first);
        return copies;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
