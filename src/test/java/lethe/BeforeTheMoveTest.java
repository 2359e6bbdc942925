package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An installation created by the last commit before packages and most types were renamed: it contains no names of
 * code. Created as {@code bench/fixture} does, by that commit.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BeforeTheMoveTest {
    /** A class or package of Lethe, in any spelling of the JVM; not a mail address or a setting. */
    private static final String NAME_OF_OURS = "(?<![A-Za-z])lethe[./](?!example\\b)[a-z]\\w*[./][A-Za-z]";

    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final FixturePeople people = new FixturePeople("acme", new LinkedHashMap<>());

    private Path data = Path.of("");
    private InstallationAt lethe;

    @BeforeAll
    void theCurrentLetheStartsOnIt(@TempDir Path place) throws IOException {
        var seen = Fixture.open("before-the-move", place, people);
        data = place.resolve("data");
        lethe = Fixture.start(seen, place, mail, people);
    }

    @AfterAll
    void stop() {
        lethe.close();
        mail.stop();
    }

    @Test
    void usersSignIn() {
        assertThat(people.signIn("Nora", Stage.PASSWORD).text("state")).isEqualTo("ACTIVE");
        assertThat(people.signIn("Ben", Stage.PASSWORD).text("state")).isEqualTo("ACTIVE");
        assertThat(people.signIn("Ben", "a-wrong-" + Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(people.signIn("Hanna", Stage.PASSWORD).status()).isEqualTo(401);
        assertThat(people.anybody().as(people.id("token")).get("/me").text("id"))
                .isEqualTo(people.id("Ben"));
    }

    @Test
    void theLogMatchesItsSignatures() {
        var nora = people.signedIn("Nora");

        nora.form("/audit/verification", Map.of());

        assertThat(nora.page("/audit").body()).containsPattern("Verified up to entry \\d+ on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hanna", "Ivo", "Frida"})
    void receiptsAreProven(String name) {
        var page = people.signedIn("Nora").page("/users/" + people.id(name) + "/receipt");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Proven.");
    }

    /** What was written then, and what the current Lethe has written since. */
    @Test
    void noRowContainsANameOfTheCode() {
        var id = people.signedIn("Nora").get("/organisation").text("id");
        var organisation = OrganisationId.parse(id).orElseThrow().value().toString();

        AsOwner.of(lethe.context()).execute((Connection connection) -> {
            var found = new TreeSet<String>();
            var filled = 0;
            for (var table : tables(connection, organisation)) {
                filled += count(connection, table, "") > 0 ? 1 : 0;
                if (count(connection, table, NAME_OF_OURS) > 0) {
                    found.add(table);
                }
            }
            assertThat(filled).as("tables with visible rows").isGreaterThan(30);
            assertThat(found).isEmpty();
            return null;
        });
    }

    @Test
    void noFileContainsANameOfTheCode() throws IOException {
        var name = Pattern.compile(NAME_OF_OURS);
        try (var files = Files.walk(data)) {
            var read = files.filter(file -> Files.isRegularFile(file) && !file.startsWith(data.resolve("pg")))
                    .toList();

            assertThat(read).hasSizeGreaterThan(2);
            for (var file : read) {
                assertThat(name.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                                .find())
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    /** Ensures that the search can find something. */
    @Test
    void aNameOfTheCodeWouldBeFound() {
        AsOwner.of(lethe.context()).execute((Connection connection) -> {
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "create temporary table named as select '{\"of\":\"lethe.kernel.UserId\"}'::jsonb as facts, "
                                + "'\\x00'::bytea || convert_to('lethe/retention/Runs', 'UTF8') as bytes");
                assertThat(count(connection, "named", NAME_OF_OURS)).isOne();
                statement.execute("update named set facts = '{}'");
                assertThat(count(connection, "named", NAME_OF_OURS)).as("bytes").isOne();
                statement.execute("update named set bytes = convert_to('bounce@lethe.example.org', 'UTF8')");
                assertThat(count(connection, "named", NAME_OF_OURS)).isZero();
            }
            return null;
        });
    }

    private static TreeSet<String> tables(Connection connection, String organisation) throws SQLException {
        try (var scope = connection.prepareStatement("select set_config('lethe.organisation', ?, false)")) {
            scope.setString(1, organisation);
            scope.execute();
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_schema = current_schema() and table_type = 'BASE TABLE'")) {
            var names = new TreeSet<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    /** Rows with such names in any column; bytes are read as text where possible. */
    private static int count(Connection connection, String table, String pattern) throws SQLException {
        var bytes = columns(connection, table, "bytea");
        var text = new StringBuilder("to_jsonb(one)::text");
        bytes.forEach(column ->
                text.append(" || ' ' || coalesce(encode(\"").append(column).append("\", 'escape'), '')"));
        try (var statement = connection.prepareStatement("select " + text + " from \"" + table + "\" one");
                var rows = statement.executeQuery()) {
            var name = Pattern.compile(pattern);
            var found = 0;
            while (rows.next()) {
                found += name.matcher(rows.getString(1)).find() ? 1 : 0;
            }
            return found;
        }
    }

    private static TreeSet<String> columns(Connection connection, String table, String type) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select column_name from information_schema.columns where table_name = ? and data_type = ?")) {
            statement.setString(1, table);
            statement.setString(2, type);
            var names = new TreeSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
