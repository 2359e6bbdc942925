package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import lethe.platform.management.ManagementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lethe backup}: writes database and key file, from the Lethe that runs. */
@Command(
        name = "backup",
        description = {
            "Writes the database into DIR, and apart from it a copy of the key file; never the master key.",
            "The database may be kept as long as you like. The copy of the key file brings back whom you terminate later,"
                    + " and is deleted after LETHE_KEYS_HORIZON days. docs/copies.md says more."
        })
@SuppressWarnings("NullAway.Init") // picocli sets what is typed
final class BackupCommand implements Callable<Integer> {
    private final OneShotCommand errand;

    @Parameters(paramLabel = "DIR", description = "Where backups are kept, each in a directory of its own.")
    private Path directory;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of the Lethe that runs or ran there. Default: data.")
    private @Nullable Path data;

    BackupCommand(OneShotCommand errand) {
        this.errand = errand;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var name = directory.toAbsolutePath().normalize().toString();
        return errand.run(data, new ManagementRequest("backup", Map.of("name", name)));
    }
}
