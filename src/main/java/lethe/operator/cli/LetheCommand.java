package lethe.operator.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** {@code lethe}: what can be typed, and what it exits with. */
@Command(
        name = "lethe",
        description = "User, role and consent management that can prove what it forgot.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Lethe 0.1.0",
        subcommands = HelpCommand.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong arguments", "4:the data is in use by another Lethe"})
public final class LetheCommand {
    private LetheCommand() {}

    /** Returns the exit code, at once or, for a server, when it was told to stop. */
    public static int execute(Class<?> application, String... arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = System.err;
        // What scripts read is ours alone; whatever else some library prints belongs to the log.
        System.setOut(err);
        if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            err.println("A letter in what you typed cannot be read here: set LANG=C.UTF-8, or another locale in UTF-8, "
                    + "and try again.");
            return CommandLine.ExitCode.USAGE;
        }
        return line(application, out, err).execute(arguments);
    }

    static CommandLine line(Class<?> application, PrintStream out, PrintStream err) {
        var errand = new OneShotCommand(application, out, err);
        return new CommandLine(new LetheCommand())
                .addSubcommand(RunCommand.spec(application, out, System.getenv()))
                .addSubcommand(new OrganisationCommand(errand))
                .addSubcommand(new OperatorCommand(errand))
                .addSubcommand(new KeysCommand(errand))
                .addSubcommand(new BackupCommand(errand))
                .addSubcommand(new RestoreCommand(out))
                .addSubcommand(new ProveCommand(application, errand, out))
                .addSubcommand(new TortureCommand(application, out))
                .addSubcommand(new AuditCommand(errand, out))
                .addSubcommand(new VerifyCommand(out))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(StartupFailures.to(err));
    }
}
