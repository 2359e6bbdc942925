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

/** {@code lethe prove}: shows on an installation that is thrown away that nothing is left of a person. */
@Command(
        name = "prove",
        description = {
            "Lives through a person's whole stay on an installation that is thrown away, and reads every byte that is left.",
            "Takes some minutes and about a gigabyte of disk; nothing of yours is touched.",
            "With --backup it tries instead whether the keys of your installation open the e-mails in a backup of its"
                    + " database: those of the people who are here do, and no other."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found, and where", "2:typed wrongly"})
final class ProveCommand implements Callable<Integer> {
    private final Class<?> application;
    private final OneShotCommand errand;
    private final PrintStream out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also writes the report as a page, to show and to keep.")
    private @Nullable Path report;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "A backup, or a directory of which the newest is taken.")
    private @Nullable Path backup;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "With --backup: the data directory of the Lethe that runs or ran there. Default: data.")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Keeps the directory, to look into it.")
    private boolean keep;

    ProveCommand(Class<?> application, OneShotCommand errand, PrintStream out) {
        this.application = application;
        this.errand = errand;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return backup == null
                ? prove()
                : errand.run(
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
