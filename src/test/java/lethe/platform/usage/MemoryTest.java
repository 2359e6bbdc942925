package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Searches a dump of the whole process. The numbers are written here only under a mask, so that a hit comes from the usage room.
 */
class MemoryTest {
    /** Not a constant: the compiler would remove the mask, and the dump would contain the bytes from this class. */
    private static final long MASK = Long.parseUnsignedLong("5bd1e995a3c6f207", 16);

    private static final long MASKED_KEY = 0x1234567890abcdefL;
    private static final long MASKED_PERSON = 0x0fedcba098765432L;
    private static final Feature FEATURE = new Feature("signed-in");

    @TempDir
    Path temporary;

    @Test
    void containsNoKeyFingerprintOrPersonAfterMidnight() throws IOException {
        var clock = new TurnedClock("2026-11-21T23:59:59.999Z");
        var usage = new Usage(clock);
        RandomGenerator key = () -> MASKED_KEY ^ MASK;
        usage.countIn(new Day(LocalDate.of(2026, 11, 21), List.of(FEATURE), () -> 1, key));
        new SplittableRandom(3).longs(500).forEach(other -> usage.count(FEATURE, other));
        usage.count(FEATURE, MASKED_PERSON ^ MASK);
        new SplittableRandom(4).longs(500).forEach(other -> usage.count(FEATURE, other));
        var before = dump("before");
        assertThat(holds(before, maskedFingerprint()))
                .as("the scan finds the fingerprint while the day lasts")
                .isTrue();
        assertThat(holds(before, MASKED_KEY)).isTrue();

        clock.turn("2026-11-22T00:00:00Z");
        usage.count(FEATURE, MASKED_PERSON ^ MASK);

        var after = dump("after");
        assertThat(holds(after, maskedFingerprint())).isFalse();
        assertThat(holds(after, MASKED_KEY)).isFalse();
        assertThat(holds(after, MASKED_PERSON)).isFalse();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void countingIsNotLogged(CapturedOutput output) {
        var usage = new Usage(new TurnedClock("2026-11-21T10:00:00Z"));
        usage.countIn(new Day(LocalDate.of(2026, 11, 21), List.of(FEATURE), () -> 1, new SplittableRandom(5)));

        usage.count(FEATURE, 4711);

        assertThat(output.getAll()).isEmpty();
    }

    @Test
    void onlyClosedDaysHaveFigures() {
        var closed =
                new Day(LocalDate.EPOCH, List.of(FEATURE), new SplittableRandom(6)::nextLong, new SplittableRandom(7));
        var dropped = new Day(LocalDate.EPOCH, List.of(FEATURE), () -> 0, new SplittableRandom(8));

        assertThat(closed.figures()).isEmpty();
        closed.close();
        var figures = closed.figures();
        closed.count(FEATURE, 1);
        closed.close();
        dropped.drop();
        dropped.close();

        assertThat(figures).isPresent().isEqualTo(closed.figures());
        assertThat(dropped.figures()).isEmpty();
    }

    private static long maskedFingerprint() {
        return SipHash.of(MASKED_KEY ^ MASK, MASKED_KEY ^ MASK, MASKED_PERSON ^ MASK) ^ MASK;
    }

    private Path dump(String name) throws IOException {
        var dump = temporary.resolve(name + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), false);
        return dump;
    }

    private static boolean holds(Path dump, long masked) throws IOException {
        var buffer = ByteBuffer.allocate(1 << 20);
        try (var file = Files.newByteChannel(dump)) {
            var window = 0L;
            while (file.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    window = window << 8 | buffer.get() & 0xff;
                    if ((window ^ MASK) == masked) {
                        return true;
                    }
                }
                buffer.clear();
            }
            return false;
        } finally {
            Arrays.fill(buffer.array(), (byte) 0);
        }
    }
}
