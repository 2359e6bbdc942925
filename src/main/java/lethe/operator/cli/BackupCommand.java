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

/** {@code lethe backup}: makes the running Lethe write a backup of its database and key file. */
@Command(
        name = "backup",
        description = {
            "Writes the database and, separately, a copy of the key file to DIR; never the master key.",
            "You can keep the database as long as you like. The copy of the key file could bring back users terminated later,"
                    + " so it is deleted after LETHE_KEYS_HORIZON days. See docs/copies.md."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Callable<Integer> {
    private final OneShotCommand runner;

    @Parameters(paramLabel = "DIR", description = "Where backups are kept, each in its own directory.")
    private Path directory;

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory. Default: data.")
    private @Nullable Path data;

    BackupCommand(OneShotCommand runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var name = directory.toAbsolutePath().normalize().toString();
        return runner.run(data, new ManagementRequest("backup", Map.of("name", name)));
    }
}
