package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.management.ManagementRequest;
import lethe.verifier.verify.EvidenceFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe keys}: maintains the key file. */
@Command(name = "keys", description = "Tests the key file, rewraps its keys, and makes a clone independent.")
final class KeysCommand {
    private static final String DATA = "The data directory. Default: data.";
    /** Including separators between its letters. */
    private static final int LONGEST_CODE = 1_000;

    private final OneShotCommand runner;

    KeysCommand(OneShotCommand runner) {
        this.runner = runner;
    }

    @Command(
            name = "check",
            description = {
                "Tests the master key and every slot of the key file.",
                "Reports whose keys are damaged or destroyed. On a terminal, it asks for the recovery code, to test whether"
                        + " the one you wrote down is right."
            })
    int check(
            @Option(
                            names = "--recovery-code",
                            paramLabel = "FILE",
                            description = "A file with the code to test; - for standard input.")
                    @Nullable
                    Path code,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return runner.run(data, new ManagementRequest("keys-check", Map.of("code", code(code))));
    }

    @Command(
            name = "rewrap",
            description = {
                "Rewraps all keys with a new wrapping key, and destroys the old one.",
                "Lethe can keep running. If interrupted, this continues at the next start."
            })
    int rewrap(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return runner.run(data, new ManagementRequest("keys-rewrap", Map.of()));
    }

    @Command(
            name = "adopt",
            description = {
                "Makes a copy of database and key file independent of the original.",
                "From then on, neither starts with the other's key file. Stop Lethe first."
            })
    int adopt(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        return runner.runAlone(data, new ManagementRequest("keys-adopt", Map.of()), Map.of("lethe.adopt", "true"));
    }

    private static String code(@Nullable Path file) throws IOException {
        if (file != null) {
            var none = "No recovery code found in " + file + ".";
            try (var named = EvidenceFile.open(file.toString())) {
                var code = named.text(LONGEST_CODE, none).strip();
                if (code.isEmpty()) {
                    throw new StartupRefused(none);
                }
                return code;
            }
        } else {
            var terminal = System.console();
            var typed = terminal == null || !terminal.isTerminal()
                    ? null
                    : terminal.readPassword("Recovery code to test (Enter for none): ");
            return typed == null ? "" : new String(typed).strip();
        }
    }
}
