package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import lethe.selftest.crashtest.CrashTest;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lethe torture}: shows, on a throw-away installation, that crashes lose nothing and bring no erased data
 * back.
 */
@Command(
        name = "torture",
        description = {
            "Sixteen writers use a throw-away installation, it is killed at random moments, and all data is checked.",
            "In turn: Lethe killed, PostgreSQL killed, both, a full disk (as root, who can mount a small one), round by"
                    + " round; the key file loses what was not synced. Your data is not touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all promises kept", "1:a promise was broken, and where", "2:wrong arguments"})
final class TortureCommand implements Callable<Integer> {
    private final Class<?> application;
    private final PrintStream out;

    @Option(names = "--rounds", paramLabel = "N", description = "How often it is killed. Default: 10.")
    private int rounds = 10;

    @Option(names = "--seed", paramLabel = "S", description = "The random seed. Default: a new one each time.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Keeps the directory with the logs for inspection.")
    private boolean keep;

    TortureCommand(Class<?> application, PrintStream out) {
        this.application = application;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var place = Files.createTempDirectory("lethe-torture-");
        var drawnFrom = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        out.println("seed: " + drawnFrom);
        var torture = new CrashTest(application, place, drawnFrom, out::println);
        var clearing = new Thread(() -> clear(torture, place));
        Runtime.getRuntime().addShutdownHook(clearing);
        try {
            var holds = torture.run(rounds);
            torture.lines().forEach(out::println);
            return holds ? 0 : StartupFailures.FAILED;
        } catch (RuntimeException broken) {
            torture.lines().forEach(out::println);
            throw broken;
        }
    }

    /** Also called when interrupted. */
    private void clear(CrashTest torture, Path place) {
        torture.close();
        try {
            if (!keep) {
                FileSystemUtils.deleteRecursively(place);
            }
        } catch (IOException left) {
            out.println("left: " + place);
        }
    }
}
