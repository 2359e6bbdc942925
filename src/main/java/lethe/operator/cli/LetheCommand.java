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

/** {@code lethe}: the commands and exit codes. */
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

    /** Returns the exit code; if the command runs a server, only after the server has stopped. */
    public static int execute(Class<?> application, String... arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var err = System.err;
        // Standard output is reserved for what scripts read; whatever libraries print goes to the log.
        System.setOut(err);
        if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
            err.println("A character in your command cannot be read: set LANG=C.UTF-8 or another UTF-8 locale, "
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
