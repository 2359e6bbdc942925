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

/** {@code lethe audit}: verifies the logs of all organisations, or an exported one, and rotates the signing key. */
@Command(name = "audit", description = "Verifies audit logs, and changes the key that signs them.")
final class AuditCommand {
    private static final String DATA = "The data directory. Default: data.";
    private final OneShotCommand runner;
    private final PrintStream out;

    AuditCommand(OneShotCommand runner, PrintStream out) {
        this.runner = runner;
        this.out = out;
    }

    /** Where to find the log. */
    static final class Source {
        @Option(names = "--data", paramLabel = "DIR", description = DATA)
        private @Nullable Path data;

        @Option(
                names = "--export",
                paramLabel = "FILE",
                description = "A log exported as JSON; needs no database and no server.")
        private @Nullable Path export;
    }

    @Command(
            name = "verify",
            description = {
                "Recomputes every entry and compares the logs with everything signed over them.",
                "Reports the first entry that was changed, removed, inserted or reordered, and logs that were rolled back."
            })
    int verify(
            @ArgGroup @Nullable Source source,
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description =
                                    "A checkpoint seen before, or a receipt with one: the log must still contain everything"
                                            + " it covers. The last signed checkpoint is always checked.")
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
            return runner.run(source == null ? null : source.data, new ManagementRequest("audit-verify", options));
        }
    }

    @Command(
            name = "rotate-key",
            description = "Signs receipts and checkpoints with a new key from now on; the old key stays published.")
    int rotateKey(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return runner.run(data, new ManagementRequest("audit-rotate-key", Map.of()));
    }

    @Command(
            name = "declare-restore",
            description = {
                "Declares that an older database was restored without lethe restore, for example on your own server.",
                "At the next start, the audit logs continue under a new origin and declare the restore. Stop Lethe first."
            })
    int declareRestore(
            @Option(
                            names = "--checkpoint",
                            paramLabel = "FILE",
                            description = "The last checkpoint kept elsewhere, or a receipt with one.")
                    @Nullable
                    Path checkpoint,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        var directory = OneShotCommand.directory(data);
        var declaration = RestoreCommand.declaration(checkpoint);
        try (var locked = DataDirectory.lock(directory, false)) {
            declaration.declare(locked.path());
        }
        out.println("audit logs: will declare at the next start that an older database was restored");
        return 0;
    }

    private int export(Path file, @Nullable String seen, List<String> keys) throws IOException {
        var lines = new ExportCheck(Verification.memory(), NamedKeys.read(keys), seen);
        var verified = lines.isSound(file);
        lines.lines().forEach(out::println);
        return verified ? 0 : StartupFailures.FAILED;
    }
}
