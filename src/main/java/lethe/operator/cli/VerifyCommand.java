package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lethe.verifier.verify.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lethe verify}: checks a file on any machine, offline and without a database. */
@Command(
        name = "verify",
        description = {
            "Checks a receipt, a consent receipt, a proof, a checkpoint or an exported audit log, step by step.",
            "Works offline, and is the same as lethe-verifier.jar: docs/verifier.md. docs/receipt.md and"
                    + " docs/consent-receipt.md say how to do it without either."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven, by keys you named (consent receipts and checkpoints: signed)",
            "1:false, or unreadable",
            "2:wrong arguments",
            "3:promised, not yet proven",
            "5:consistent, but with unchecked keys: anyone can create such a file"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VerifyCommand implements Callable<Integer> {
    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "The file as downloaded; - reads standard input.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUB",
            description =
                    "The operator's public key, or a file that contains it: PEM, base64 or a C2SP verifier key. Can be"
                            + " repeated. Without it nothing is proven: anyone can put their own keys into a file.")
    private List<String> keys = List.of();

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The response of GET /api/v1/keys: shows which keys follow from the one you named.")
    private @Nullable Path published;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint seen before, or a receipt with one: the log must continue it.")
    private @Nullable Path checkpoint;

    VerifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        return new Verification(file.toString(), keys, text(published), text(checkpoint)).run(out);
    }

    private static @Nullable String text(@Nullable Path file) {
        return file == null ? null : file.toString();
    }
}
