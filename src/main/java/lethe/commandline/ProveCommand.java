package lethe.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import lethe.kernel.Randomness;
import lethe.proof.Proof;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe prove}: shows on an installation that is thrown away that nothing is left of a person. */
@Command(
        name = "prove",
        description = {
            "Lives through a person's whole stay on an installation that is thrown away, and reads every byte that is left.",
            "Takes some minutes and about a gigabyte of disk; nothing of yours is touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found, and where", "2:typed wrongly"})
final class ProveCommand implements Callable<Integer> {
    private final Class<?> application;
    private final PrintStream out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also writes the report as a page, to show and to keep.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Keeps the directory, to look into it.")
    private boolean keep;

    ProveCommand(Class<?> application, PrintStream out) {
        this.application = application;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        var clock = Clock.systemUTC();
        var place = Files.createTempDirectory("lethe-proof-");
        var proof = new Proof(application, place, new Randomness(clock));
        try {
            var holds = proof.run();
            proof.lines().forEach(out::println);
            if (report != null) {
                Files.writeString(report, proof.html(clock.instant()));
            }
            return holds ? 0 : Failures.FAILED;
        } finally {
            if (keep) {
                out.println("kept: " + place);
            } else {
                FileSystemUtils.deleteRecursively(place);
            }
        }
    }
}
