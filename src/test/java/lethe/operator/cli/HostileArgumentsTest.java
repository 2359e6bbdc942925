package lethe.operator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lethe.Lethe;
import lethe.LetheTest;
import lethe.Stage;
import lethe.platform.database.DataDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** Wrong or hostile arguments get a plain sentence and an exit code, never a stack trace, and change nothing. */
@LetheTest
class HostileArgumentsTest {
    private static final List<String> NO_NAMES =
            List.of("", " ", "a\0b", "a\nb", "\u0007", "x".repeat(10_000), "klara@x.example", "Bl\uFFFDten");
    private static final List<String> NO_EMAILS = List.of(
            "",
            "a@b@c.example",
            "klara",
            "klara@x.example\r\nBcc: z@x.example",
            "x".repeat(65) + "@x.example",
            "klara@-x.example",
            "klara@" + "x.".repeat(125) + "example",
            "=cmd|'/c calc'!A0@x.example",
            "kl\uFFFDra@x.example");
    private static final List<String> NO_SLUGS = List.of(
            "", "A", "a b", "../a", "a%2Fb", "-", "Ж", "x".repeat(200), "a\0b", "a'; drop table organisation; --");

    @TempDir
    private Path place;

    @Autowired
    private DataDirectory data;

    @Autowired
    private JdbcClient jdbc;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private long organisations;

    @BeforeEach
    void count() {
        organisations = organisations();
    }

    static Stream<List<String>> noOrganisations() {
        var email = Stage.email("ada");
        return Stream.of(
                        NO_NAMES.stream().map(name -> create(name, email, "Ada", "Acme", "acme")),
                        NO_EMAILS.stream().map(no -> create("Acme", no, "Ada", "Acme", "acme")),
                        NO_NAMES.stream().map(name -> create("Acme", email, name, "Acme", "acme")),
                        NO_NAMES.stream().map(name -> create("Acme", email, "Ada", name, "acme")),
                        NO_SLUGS.stream().map(slug -> create("Acme", email, "Ada", "Acme", slug)))
                .flatMap(each -> each)
                // An organisation may have any name.
                .filter(typed -> !typed.get(2).contains("@"));
    }

    @ParameterizedTest
    @MethodSource("noOrganisations")
    void refusesInvalidOrganisationsByField(List<String> typed) {
        assertThat(run(typed)).as("%s: %s", typed, said()).isIn(1, 2);

        assertThat(said())
                .as("%s", typed)
                .containsPattern("(?i)name|slug|e-mail|email")
                .doesNotContain("\tat ", "Exception");
        assertThat(organisations()).isEqualTo(organisations);
    }

    @Test
    void showsTheUsageForUnknownArguments() {
        for (var typed : List.of(
                List.of("organisation", "create"),
                List.of("organisation", "create", "A", "B"),
                List.of("organisation", "destroy", "acme"),
                List.of("keys"),
                List.of("keys", "check", "--recovery-code"),
                List.of("verify"),
                List.of("verify", "a", "b"),
                List.of("verify", "--whose", "x", "y"),
                List.of("audit", "verify", "--export"),
                List.of("\u202Eyfirev"),
                List.of("-"),
                List.of("--", "--"))) {
            assertThat(run(typed)).as("%s: %s", typed, said()).isEqualTo(2);
            assertThat(said()).as("%s", typed).contains("Usage: ").doesNotContain("\tat ", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify %s",
                "audit verify --export %s",
                "audit verify --checkpoint %s",
                "keys check --recovery-code %s",
                "verify receipt --key %s"
            })
    void refusesForeignFilesInPlainWords(String command) throws IOException {
        Files.writeString(place.resolve("receipt"), "{}");
        for (var file : files()) {
            var typed =
                    List.of(command.replace("receipt", place.resolve("receipt").toString())
                            .formatted(file)
                            .split(" "));

            assertThat(run(typed)).as("%s: %s", typed, said()).isIn(1, 2);
            assertThat(said()).as("%s", typed).isNotBlank().doesNotContain("\tat ", "Exception: ");
        }
    }

    private List<Path> files() throws IOException {
        var random = new byte[10_000];
        new Random(8).nextBytes(random);
        return List.of(
                place.resolve("absent"),
                place,
                Path.of("/dev/zero"),
                Files.write(place.resolve("nothing"), new byte[0]),
                Files.write(place.resolve("random"), random),
                Files.write(place.resolve("zeros"), new byte[10_000]),
                Files.writeString(place.resolve("text"), "Ж\u202E\n\0"),
                Files.writeString(place.resolve("array"), "[]"),
                Files.writeString(place.resolve("object"), "{}"),
                Files.writeString(place.resolve("deep"), "[".repeat(100_000)),
                Files.writeString(place.resolve("twice"), "{\"format\":1,\"format\":2}"),
                Files.writeString(place.resolve("number"), "9".repeat(100_000)),
                Files.writeString(place.resolve("note"), "x\n-1\nAAAA\n\n— x y\n"),
                Files.writeString(
                        place.resolve("pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
    }

    private static List<String> create(String name, String email, String first, String last, String slug) {
        return List.of(
                "organisation",
                "create",
                name,
                "--admin-email",
                email,
                "--admin-first-name",
                first,
                "--admin-last-name",
                last,
                "--slug",
                slug,
                "--consent-given");
    }

    private long organisations() {
        return jdbc.sql("select count(*) from organisation").query(Long.class).single();
    }

    private int run(List<String> typed) {
        out.reset();
        err.reset();
        var to = new PrintStream(out, true, UTF_8);
        var errors = new PrintStream(err, true, UTF_8);
        var errand = new OneShotCommand(Lethe.class, to, errors);
        var all = new ArrayList<>(typed);
        if (all.contains("create") || all.contains("check") || all.contains("--checkpoint")) {
            all.addAll(2, List.of("--data", data.path().toString()));
        }
        return new CommandLine(new Commands())
                .addSubcommand(new OrganisationCommand(errand))
                .addSubcommand(new KeysCommand(errand))
                .addSubcommand(new AuditCommand(errand, to))
                .addSubcommand(new VerifyCommand(to))
                .setOut(new PrintWriter(to, true))
                .setErr(new PrintWriter(errors, true))
                .setExecutionExceptionHandler(StartupFailures.to(errors))
                .execute(all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(UTF_8) + err.toString(UTF_8);
    }

    @CommandLine.Command(name = "lethe")
    private static final class Commands {}
}
