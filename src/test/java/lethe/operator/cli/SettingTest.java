package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SettingTest {
    @Test
    void knowsEveryVariableOfTheContract() {
        Setting.refuseUnknown(Map.of(
                "LETHE_PUBLIC_URL", "",
                "LETHE_DATABASE_URL", "",
                "LETHE_DATABASE_OWNER_URL", "",
                "LETHE_MASTER_KEY", "",
                "LETHE_KEYS_MIRROR", "",
                "LETHE_BACKUP_HORIZON", "",
                "LETHE_KEYS_HORIZON", "",
                "LETHE_SMTP_URL", "",
                "LETHE_MAIL_FROM", "",
                "PATH", ""));
        Setting.refuseUnknown(Map.of("LETHE_MAIL_ENVELOPE", "sender", "LETHE_HEAP", "512m"));
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        var page = Files.readString(Path.of("docs/settings.md"));

        assertThat(Setting.values()).allSatisfy(setting -> assertThat(page).contains("`" + setting.variable() + "`"));
    }

    @Test
    void everyCommandIsDocumented() throws IOException {
        var page = Files.readString(Path.of("docs/settings.md"));
        var commands = LetheCommand.line(SettingTest.class, System.out, System.err).getSubcommands().values().stream()
                .flatMap(SettingTest::typed)
                .toList();

        assertThat(commands).contains("run", "audit verify", "keys adopt").allSatisfy(command -> assertThat(page)
                .contains("`" + command + "`"));
    }

    private static Stream<String> typed(CommandLine command) {
        var below = command.getSubcommands();
        return command.getCommandName().equals("help")
                ? Stream.empty()
                : below.isEmpty()
                        ? Stream.of(command.getCommandSpec().qualifiedName().replaceFirst("^lethe ", ""))
                        : below.values().stream().flatMap(SettingTest::typed);
    }

    @Test
    void refusesMisspeltVariablesByName() {
        assertThatThrownBy(() -> Setting.refuseUnknown(Map.of("LETHE_DATABSE_URL", "secret")))
                .isInstanceOfSatisfying(StartupRefused.class, refusal -> assertThat(refusal.exitCode())
                        .isEqualTo(2))
                .hasMessageContaining("LETHE_DATABSE_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void optionsTakePrecedenceOverVariables() {
        var line = line(Map.of("LETHE_PORT", "9000", "LETHE_KEYS_HORIZON", "3"));

        line.parseArgs("--port", "9001");

        assertThat((Object) line.getCommandSpec().findOption("--port").getValue())
                .isEqualTo(9001);
        assertThat((Object) line.getCommandSpec().findOption("--keys-horizon").getValue())
                .isEqualTo(3);
    }

    @Test
    void anInvalidPortIsAUsageError() {
        assertThat(line(Map.of()).execute("--port", "70000")).isEqualTo(2);
        assertThat(line(Map.of("LETHE_PORT", "http")).execute()).isEqualTo(2);
    }

    @Test
    void valuesOutOfRangeAreUsageErrors() {
        for (var wrong : List.of("0", "5.001", "0.0001", "-1", "1e-1", "many", "")) {
            assertThat(line(Map.of()).execute("--usage-epsilon", wrong))
                    .as(wrong)
                    .isEqualTo(2);
        }
        for (var wrong : List.of("0", "65", "1.5", "two")) {
            assertThat(line(Map.of()).execute("--usage-nodes", wrong)).as(wrong).isEqualTo(2);
        }
        var fine = line(Map.of("LETHE_USAGE_NODES", "3"));
        fine.parseArgs("--usage-epsilon", "0.05");
        assertThat((Object) fine.getCommandSpec().findOption("--usage-nodes").getValue())
                .hasToString("3");
    }

    private static CommandLine line(Map<String, String> environment) {
        var line = new CommandLine(RunCommand.spec(SettingTest.class, System.out, environment));
        return line.setErr(new PrintWriter(Writer.nullWriter()));
    }
}
