package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.platform.database.DataDirectory;
import lethe.platform.management.ManagementRequest;
import lethe.verifier.verify.ExportCheck;
import lethe.verifier.verify.NamedKeys;
import lethe.verifier.verify.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe audit}: computes the logs of all organisations again, or one that was exported, and changes the key. */
@Command(name = "audit", description = "Verifies audit logs, and changes the key that signs them.")
final class AuditCommand {
    private static final String DATA = "The data directory of the Lethe that runs or ran there. Default: data.";
    private final OneShotCommand errand;
    private final PrintStream out;

    AuditCommand(OneShotCommand errand, PrintStream out) {
        this.errand = errand;
        this.out = out;
    }

    /** Where the log is. */
    static final class Source {
        @Option(names = "--data", paramLabel = "DIR", description = DATA)
        private @Nullable Path data;

        @Option(
                names = "--export",
                paramLabel = "FILE",
                description = "A log that was exported as JSON: no database, no server is needed.")
        private @Nullable Path export;
    }

    @Command(
            name = "verify",
            description = {
                "Computes every entry again and holds the logs to all that was signed of them.",
                "Names the first entry that was changed, removed, inserted or reordered, and a log that was rolled back."
            })
    int verify(
            @ArgGroup @Nullable Source source,
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description =
                                    "A checkpoint seen before, or a receipt with one, from which nothing may be taken"
                                            + " back. The last one that was signed is remembered in any case.")
                    @Nullable
                    Path checkpoint,
            @Option(
                            names = "--key",
                            paramLabel = "PUB",
                            description = "With --export: the operator's public key. Default: those in the export.")
                    @Nullable
                    List<String> keys)
            throws IOException, InterruptedException {
        var seen = checkpoint == null ? null : RestoreCommand.note(checkpoint);
        if (source != null && source.export != null) {
            return export(source.export, seen, keys == null ? List.of() : keys);
        } else {
            var options = new HashMap<String, String>();
            if (seen != null) {
                options.put("checkpoint", seen);
            }
            return errand.run(source == null ? null : source.data, new ManagementRequest("audit-verify", options));
        }
    }

    @Command(
            name = "rotate-key",
            description = "Signs receipts and checkpoints with a new key from now on; the old one stays published.")
    int rotateKey(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return errand.run(data, new ManagementRequest("audit-rotate-key", Map.of()));
    }

    @Command(
            name = "declare-restore",
            description = {
                "Says that an older database was put back by other means than lethe restore, on a server of your own say.",
                "At the next start the audit logs go on under another origin and declare it. No Lethe may run on the data."
            })
    int declareRestore(
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description = "The last checkpoint that was kept outside, or a receipt with one.")
                    @Nullable
                    Path checkpoint,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        var directory = OneShotCommand.directory(data);
        var declaration = RestoreCommand.declaration(checkpoint);
        try (var locked = DataDirectory.lock(directory, false)) {
            declaration.declare(locked.path());
        }
        out.println("audit logs: declare at the next start that an older database was put back");
        return 0;
    }

    private int export(Path file, @Nullable String seen, List<String> keys) throws IOException {
        var lines = new ExportCheck(Verification.memory(), NamedKeys.read(keys), seen);
        var verified = lines.isSound(file);
        lines.lines().forEach(out::println);
        return verified ? 0 : StartupFailures.FAILED;
    }
}
