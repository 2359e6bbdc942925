package lethe.operator.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lethe.Lethe;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import picocli.CommandLine;

/** A user has left with a receipt: runs of the command line over it, and what they print. */
@LetheTest
abstract class VerifyCommandRun {
    static final String STRANGER = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @TempDir
    Path place;

    @Autowired
    Stage stage;

    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    House house;
    String klara;

    @BeforeEach
    void aUserHasLeft() {
        house = stage.house();
        klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");
    }

    String key() {
        return house.ada()
                .get("/audit/checkpoint")
                .json()
                .at("/keys/0/publicKey")
                .asString();
    }

    int verify(Path receipt, String... more) {
        return run(new VerifyCommand(fresh()), Stream.concat(Stream.of(receipt.toString()), Stream.of(more)));
    }

    int audit(String... typed) {
        var out = fresh();
        return run(new AuditCommand(new OneShotCommand(Lethe.class, out, out), out), Stream.of(typed));
    }

    private static int run(Object command, Stream<String> typed) {
        return new CommandLine(command)
                .setExecutionExceptionHandler(StartupFailures.to(System.err))
                .execute(typed.toArray(String[]::new));
    }

    private PrintStream fresh() {
        said.reset();
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text);
    }

    String whenProven() throws InterruptedException {
        var answer = house.ada().get("/users/" + klara + "/receipt");
        for (var tries = 0; !answer.json().has("proof") && tries < 100; tries++) {
            Thread.sleep(100);
            answer = house.ada().get("/users/" + klara + "/receipt");
        }
        return answer.body();
    }
}
