package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import lethe.operator.maintenance.BackupRestore;
import lethe.operator.maintenance.Snapshot;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.StartupRefused;
import lethe.verifier.verify.EvidenceFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lethe restore}: restores a backup into a data directory while no Lethe runs on it. */
@Command(
        name = "restore",
        description = {
            "Restores the database of a backup, and its key file if the data directory has none.",
            "An existing key file is kept: users terminated since the backup stay terminated."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand implements Callable<Integer> {
    private static final int ID = 16;
    private final PrintStream out;

    @Parameters(paramLabel = "DIR", description = "A backup, or a directory whose newest backup is used.")
    private Path directory;

    @Option(names = "--only", paramLabel = "PART", description = "Restores only one part: database or keys.")
    private BackupRestore.@Nullable Part only;

    @Option(names = "--replace", description = "Replaces existing data, which is lost.")
    private boolean replace;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The last checkpoint of an audit log kept elsewhere, or a receipt with one: the log"
                    + " then declares that it reached this far. Checkpoints in the data directory are used anyway.")
    private @Nullable Path checkpoint;

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory. Default: data.")
    private @Nullable Path data;

    RestoreCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        var to = OneShotCommand.directory(data);
        var snapshot =
                Snapshot.find(directory).orElseThrow(() -> new StartupRefused("No backup found in " + directory + "."));
        Set<BackupRestore.Part> parts = only == null ? EnumSet.noneOf(BackupRestore.Part.class) : EnumSet.of(only);
        new BackupRestore(snapshot, to)
                .run(parts, replace, declaration(checkpoint))
                .forEach(out::println);
        return 0;
    }

    static RestoreMarker declaration(@Nullable Path checkpoint) throws IOException {
        var id = new Randomness(Clock.systemUTC()).letters(ID);
        return new RestoreMarker(id, checkpoint == null ? "" : note(checkpoint));
    }

    /** Reads the checkpoint in a file, or that of the receipt in it. */
    static String note(Path checkpoint) throws IOException {
        return EvidenceFile.checkpoint(checkpoint)
                .orElseThrow(() -> new StartupRefused("No checkpoint found in " + checkpoint + "."));
    }
}
