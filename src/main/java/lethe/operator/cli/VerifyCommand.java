package lethe.operator.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lethe.platform.kernel.StartupRefused;
import lethe.verifier.verify.ConsentReceiptCheck;
import lethe.verifier.verify.KnownKey;
import lethe.verifier.verify.ReceiptCheck;
import lethe.verifier.verify.VerificationResult;
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
            "0:proven, by keys that you named; of a consent receipt, signed",
            "1:false",
            "2:typed wrongly",
            "3:promised and not yet proven",
            "5:consistent, by keys that nobody named: anybody can make such a file"
        })
@SuppressWarnings("NullAway.Init") // picocli sets what is typed
final class VerifyCommand implements Callable<Integer> {
    private static final int PROMISED = 3;
    private static final int CONSISTENT = 5;
    /** A receipt has a few thousand bytes. */
    private static final long LARGEST = 4 << 20;

    private final PrintStream out;

    @Parameters(paramLabel = "RECEIPT.json", description = "The file as it was downloaded.")
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUB",
            description =
                    "The operator's public key, or a file that holds it: PEM, base64 or a C2SP verifier key. May be"
                            + " given more than once. Without it nothing is proven: a file carries whatever keys its maker likes.")
    private List<String> keys = List.of();

    VerifyCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new StartupRefused("This is no receipt: it is larger than any.");
        }
        var receipt = Files.readString(file);
        var known = PublicKeys.read(keys);
        var verdict = ConsentReceiptCheck.isAbout(receipt)
                ? ConsentReceiptCheck.check(receipt, known)
                : ReceiptCheck.check(receipt, known);
        verdict.steps().forEach(out::println);
        verdict.unchecked().forEach(key -> out.println("unchecked key: " + key.id() + " " + key.publicKey()));
        return tell(verdict);
    }

    private int tell(VerificationResult verdict) {
        return switch (verdict.kind()) {
            case PROVEN -> told("proven: this stands, signed, in the organisation's append-only audit log.", 0);
            case SIGNED -> told("signed: this is what the operator's records say, as they were when it was made.", 0);
            case CONSISTENT -> told(consistent(verdict), CONSISTENT);
            case PROMISED -> told("promised: what is there is right, and not yet proven.", PROMISED);
            case FALSE -> told("false: this receipt must not be believed.", StartupFailures.FAILED);
        };
    }

    private static String consistent(VerificationResult verdict) {
        return "consistent, by keys you have not checked: "
                + verdict.unchecked().stream().map(KnownKey::id).collect(Collectors.joining(", "))
                + ". Anybody can make such a file: please compare them with what the operator publishes elsewhere, and name"
                + " them with --key.";
    }

    private int told(String sentence, int code) {
        out.println(sentence);
        return code;
    }
}
