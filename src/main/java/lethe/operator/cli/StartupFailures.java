package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.kernel.StartupRefused;
import lethe.verifier.verify.EvidenceFile;
import lethe.verifier.verify.FileRefused;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The message and exit code of a failed command. */
final class StartupFailures {
    public static final int FAILED = 1;

    private StartupFailures() {}

    /** Prints a plain sentence for expected failures; others have their stack trace in the log. */
    public static IExecutionExceptionHandler to(PrintStream err) {
        return (failure, command, arguments) -> {
            var refusal = refusal(failure);
            if (refusal.isPresent()) {
                err.println(refusal.get().getMessage());
                return refusal.get().exitCode();
            } else {
                err.println(sentence(NestedExceptionUtils.getMostSpecificCause(failure)));
                return FAILED;
            }
        };
    }

    private static String sentence(Throwable cause) {
        return Optional.of(cause)
                .filter(IOException.class::isInstance)
                .flatMap(trouble -> EvidenceFile.sentence((IOException) trouble))
                .orElse("Lethe failed: " + cause);
    }

    static Optional<StartupRefused> refusal(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .map(StartupFailures::asRefusal)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<StartupRefused> asRefusal(Throwable failure) {
        if (failure instanceof StartupRefused refusal) {
            return Optional.of(refusal);
        } else if (failure instanceof FileRefused file) {
            return Optional.of(new StartupRefused(file.exitCode(), file.sentence()));
        } else if (failure instanceof PortInUseException port) {
            return Optional.of(new StartupRefused(
                    "Port " + port.getPort() + " is in use: choose another with --port, or 0 for any free port."));
        } else {
            return Optional.empty();
        }
    }
}
