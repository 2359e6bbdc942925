package lethe.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lethe.Lethe;
import lethe.LetheTest;
import lethe.platform.database.DataDirectory;
import lethe.platform.management.ManagementRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class OneShotCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Autowired
    private DataDirectory data;

    @Test
    void runsCommandsInTheRunningLethe() throws Exception {
        var exit = run(new ManagementRequest("echo", Map.of("name", "Ünlü")));

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("echo: Ünlü\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void printsRefusalsOnStandardError() throws Exception {
        var exit = run(new ManagementRequest("echo", Map.of("name", "")));

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("name: ");
    }

    @Test
    void reportsFailuresAsFailures() throws Exception {
        assertThat(run(new ManagementRequest("echo", Map.of()))).isEqualTo(1);
        assertThat(run(new ManagementRequest("unheard-of", Map.of()))).isEqualTo(1);
    }

    @Test
    void saysThatACommandIsTooLong() throws Exception {
        assertThat(run(new ManagementRequest("echo", Map.of("name", "x".repeat(70_000)))))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The command is too long");
    }

    private int run(ManagementRequest order) throws Exception {
        var errand = new OneShotCommand(
                Lethe.class,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return errand.send(data.path(), order);
    }
}
