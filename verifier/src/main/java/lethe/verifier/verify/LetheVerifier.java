package lethe.verifier.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code java -jar lethe-verifier.jar}: the same as {@code lethe verify}, without an installation of Lethe. */
public final class LetheVerifier {
    private static final String USAGE = """
            Usage: java -jar lethe-verifier.jar FILE [--key PUB]... [--keys FILE] [--checkpoint FILE]

            Checks a receipt, a consent receipt, a proof, a checkpoint or an exported audit log, step by step: offline,
            and without trusting anyone. FILE can be -, the standard input.

              --key PUB          The operator's public key, or a file that contains it: PEM, base64 or a C2SP verifier
                                 key. Can be repeated. Without it nothing is proven: anyone can put their own keys
                                 into a file.
              --keys FILE        The response of GET /api/v1/keys: shows which keys follow from the one you named.
              --checkpoint FILE  A checkpoint seen before, or a receipt with one: the log must continue it.

            Exit codes:
              0   proven, by keys you named (consent receipts and checkpoints: signed)
              1   false, or unreadable
              2   wrong arguments
              3   promised, not yet proven
              5   consistent, but with unchecked keys: anyone can create such a file
            """;

    private @Nullable String file;
    private final List<String> keys = new ArrayList<>();
    private @Nullable String published;
    private @Nullable String checkpoint;

    private LetheVerifier() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            return parsed(arguments).run(out);
        } catch (FileRefused refused) {
            err.println(refused.sentence());
            return refused.exitCode();
        } catch (InvalidPathException noPath) {
            err.println("Not a valid file name: " + noPath.getInput());
            return FileRefused.TYPED_WRONGLY;
        } catch (IOException trouble) {
            err.println(EvidenceFile.sentence(trouble).orElse("The file cannot be read: " + trouble));
            return FileRefused.FAILED;
        }
    }

    private static Verification parsed(List<String> arguments) {
        var typed = new LetheVerifier();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            typed.take(rest.next(), rest);
        }
        var file = Optional.ofNullable(typed.file).orElseThrow(() -> wrongly("Name a file."));
        return new Verification(file, typed.keys, typed.published, typed.checkpoint);
    }

    private void take(String argument, Iterator<String> rest) {
        var equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
        var name = equals < 0 ? argument : argument.substring(0, equals);
        switch (name) {
            case "--key" -> keys.add(value(argument, equals, rest));
            case "--keys" -> published = once(name, published, value(argument, equals, rest));
            case "--checkpoint" -> checkpoint = once(name, checkpoint, value(argument, equals, rest));
            default -> file = once("FILE", file, file(argument));
        }
    }

    private static String value(String argument, int equals, Iterator<String> rest) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        } else if (rest.hasNext()) {
            return rest.next();
        } else {
            throw wrongly(argument + " needs a value.");
        }
    }

    private static String file(String argument) {
        if (argument.startsWith("-") && argument.length() > 1) {
            throw wrongly("Unknown option " + argument + ".");
        }
        return argument;
    }

    private static String once(String name, @Nullable String before, String value) {
        if (before != null) {
            throw wrongly(name + " was given twice.");
        }
        return value;
    }

    private static FileRefused wrongly(String what) {
        return FileRefused.typed(what + "\n\n" + USAGE);
    }
}
