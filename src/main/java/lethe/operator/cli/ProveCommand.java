package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import lethe.platform.kernel.Randomness;
import lethe.platform.management.ManagementRequest;
import lethe.selftest.prove.ResidueProof;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe prove}: shows, on a throw-away installation, that nothing of a terminated user is left. */
@Command(
        name = "prove",
        description = {
            "Creates and terminates a user on a throw-away installation, and scans every byte left.",
            "Takes a few minutes and about a gigabyte of disk; your data is not touched.",
            "With --backup, tests instead which e-mails in a database backup your installation's keys can open:"
                    + " only those of current users."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing found", "1:something was found, and where", "2:wrong arguments"})
final class ProveCommand implements Callable<Integer> {
    private final Class<?> application;
    private final OneShotCommand runner;
    private final PrintStream out;

    @Option(names = "--report", paramLabel = "FILE", description = "Also writes the report as an HTML page.")
    private @Nullable Path report;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "A backup, or a directory whose newest backup is used.")
    private @Nullable Path backup;

    @Option(names = "--data", paramLabel = "DIR", description = "With --backup: the data directory. Default: data.")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Keeps the directory for inspection.")
    private boolean keep;

    ProveCommand(Class<?> application, OneShotCommand runner, PrintStream out) {
        this.application = application;
        this.runner = runner;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return backup == null
                ? prove()
                : runner.run(
                        data,
                        new ManagementRequest(
                                "prove-backup",
                                Map.of("name", backup.toAbsolutePath().toString())));
    }

    private int prove() throws IOException, SQLException {
        var clock = Clock.systemUTC();
        var place = Files.createTempDirectory("lethe-proof-");
        var proof = new ResidueProof(application, place, new Randomness(clock));
        try {
            var holds = proof.run();
            proof.lines().forEach(out::println);
            if (report != null) {
                Files.writeString(report, proof.html(clock.instant()));
            }
            return holds ? 0 : StartupFailures.FAILED;
        } finally {
            if (keep) {
                out.println("kept: " + place);
            } else {
                FileSystemUtils.deleteRecursively(place);
            }
        }
    }
}
