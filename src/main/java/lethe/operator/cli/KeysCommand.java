package lethe.operator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.management.ManagementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe keys}: looks after the key file. */
@Command(
        name = "keys",
        description = "Tests the key file, wraps its keys anew, and takes a clone into a life of its own.")
final class KeysCommand {
    private static final String DATA = "The data directory of the Lethe that runs or ran there. Default: data.";
    private static final Path STANDARD_INPUT = Path.of("-");
    private final OneShotCommand errand;

    KeysCommand(OneShotCommand errand) {
        this.errand = errand;
    }

    @Command(
            name = "check",
            description = {
                "Tests the master key and every slot of the key file.",
                "Names whose keys are damaged or destroyed. On a terminal it asks for the recovery code, to test whether"
                        + " what you have written down is right."
            })
    int check(
            @Option(
                            names = "--recovery-code",
                            paramLabel = "FILE",
                            description = "A file that holds the code to test; - is the standard input.")
                    @Nullable
                    Path code,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return errand.run(data, new ManagementRequest("keys-check", Map.of("code", code(code))));
    }

    @Command(
            name = "rewrap",
            description = {
                "Wraps all keys anew under a fresh wrapping key, and destroys the former one.",
                "Lethe may run meanwhile. Interrupted, it goes on at the next start."
            })
    int rewrap(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return errand.run(data, new ManagementRequest("keys-rewrap", Map.of()));
    }

    @Command(
            name = "adopt",
            description = {
                "Takes a copy of database and key file into a life of its own, beside the one it was copied from.",
                "From then on neither starts with the other's key file. No Lethe may run on the data."
            })
    int adopt(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        return errand.runAlone(data, new ManagementRequest("keys-adopt", Map.of()), Map.of("lethe.adopt", "true"));
    }

    private static String code(@Nullable Path file) throws IOException {
        if (file != null) {
            var code = (STANDARD_INPUT.equals(file)
                            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(file))
                    .strip();
            if (code.isEmpty()) {
                throw new StartupRefused("There is no recovery code in " + file + ".");
            }
            return code;
        } else {
            var terminal = System.console();
            var typed = terminal == null || !terminal.isTerminal()
                    ? null
                    : terminal.readPassword("Recovery code to test (Enter for none): ");
            return typed == null ? "" : new String(typed).strip();
        }
    }
}
