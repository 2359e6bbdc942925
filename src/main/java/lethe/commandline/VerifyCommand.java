package lethe.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lethe.evidence.ConsentReceiptCheck;
import lethe.evidence.ReceiptCheck;
import lethe.evidence.Verdict;
import lethe.launch.Failures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lethe verify}: checks a receipt on any machine, without a database and without asking anybody. */
@Command(
        name = "verify",
        description = {
            "Checks an erasure receipt: its signature, its proof and the checkpoint, step by step. Of a consent receipt,"
                    + " its signature.",
            "Works offline; docs/receipt.md and docs/consent-receipt.md say how to do the same without Lethe."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proven; of a consent receipt, signed",
            "1:false",
            "2:typed wrongly",
            "3:promised and not yet proven"
        })
@SuppressWarnings("NullAway.Init") // picocli sets what is typed
final class VerifyCommand implements Callable<Integer> {
    private static final int PROMISED = 3;
    private final PrintStream out;

    @Parameters(paramLabel = "RECEIPT.json", description = "The file as it was downloaded.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUB",
            description =
                    "The operator's public key, or a file that holds it: PEM, base64 or a C2SP verifier key. May be"
                            + " given more than once. Default: the key that the receipt carries.")
    private List<String> keys = List.of();

    VerifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        var receipt = Files.readString(file);
        var known = PublicKeys.read(keys);
        var verdict = ConsentReceiptCheck.isAbout(receipt)
                ? ConsentReceiptCheck.check(receipt, known)
                : ReceiptCheck.check(receipt, known);
        verdict.steps().forEach(out::println);
        return tell(verdict.kind());
    }

    private int tell(Verdict.Kind kind) {
        return switch (kind) {
            case PROVEN -> told("proven: this stands, signed, in the organisation's append-only audit log.", 0);
            case SIGNED -> told("signed: this is what the operator's records say, as they were when it was made.", 0);
            case PROMISED -> told("promised: what is there is right, and not yet proven.", PROMISED);
            case FALSE -> told("false: this receipt must not be believed.", Failures.FAILED);
        };
    }

    private int told(String sentence, int code) {
        out.println(sentence);
        return code;
    }
}
