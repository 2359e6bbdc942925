package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code LETHE_HEAP} of the start script. */
class BoundedHeapTest {
    private static final String NOTES = "echo \"${0##*/} $*\" >> \"$LOG\"\n";

    @TempDir
    private Path place;

    private Launcher machine;

    @BeforeEach
    void aBareMachine() throws IOException {
        machine = new Launcher(place);
    }

    @AfterEach
    void stop() throws InterruptedException {
        machine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"512", "12x", "m", "0512m", "383m", "-1g", "99999999m", "1e3m", "$(id)m"})
    void refusesAHeapThatIsNoneOrTooSmall(String heap) throws Exception {
        machine.withJdk(25, NOTES).built().with("LETHE_HEAP", Path.of(heap));

        assertThat(machine.run("run")).isEqualTo(2);
        assertThat(machine.said())
                .isEqualTo("LETHE_HEAP is '" + heap + "': please give the most memory that the heap may take, at least"
                        + " 384m, such as 512m or 2g.\n");
        assertThat(machine.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"384m", "2g", "1024M"})
    void boundsTheHeap(String heap) throws Exception {
        machine.withJdk(25, NOTES).built().with("LETHE_HEAP", Path.of(heap));

        assertThat(machine.run("run")).as(machine.said()).isZero();
        assertThat(machine.calls()).singleElement().asString().contains("-Xmx" + heap + " ", "-XX:MaxMetaspaceSize=");
    }
}
