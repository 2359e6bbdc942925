package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lethe.platform.management.ManagementRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lethe operator}: gives access to the operator, who is not a user and sees no personal data. */
@Command(
        name = "operator",
        description = "Opens the operator console, with organisations and usage but no personal data.")
final class OperatorCommand {
    private static final String DATA = "The data directory. Default: data.";
    private final OneShotCommand runner;

    OperatorCommand(OneShotCommand runner) {
        this.runner = runner;
    }

    @Command(name = "token", description = "Prints a token for /operator and /usage, valid for 24 hours.")
    int token(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return runner.run(data, new ManagementRequest("operator-token", Map.of()));
    }

    @Command(name = "link", description = "Prints a link to the operator console, valid for one session of an hour.")
    int link(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException, InterruptedException {
        return runner.run(data, new ManagementRequest("operator-link", Map.of()));
    }
}
