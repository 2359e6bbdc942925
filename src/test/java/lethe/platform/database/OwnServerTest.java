package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The requirements for an external server, checked against one of our own. */
class OwnServerTest {
    @TempDir
    private Path data;

    private EmbeddedServer server;

    @BeforeEach
    void start() {
        server = Servers.start(data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsAnApplicationThatOwnsNothing() {
        Migrations.apply(server);

        ApplicationRole.check(server.application());
    }

    @Test
    void refusesTheOwnerAsTheApplication() {
        Migrations.apply(server);

        assertThatThrownBy(() -> ApplicationRole.check(server.owner()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("owns a table");
    }

    @Test
    void refusesAMemberOfTheOwner() {
        Migrations.apply(server);
        var owner = new JdbcTemplate(server.owner().unpooled());
        owner.execute("create table searched (id int)");
        owner.execute("grant create on schema public to lethe_search");
        owner.execute("alter table searched owner to lethe_search");

        assertThatThrownBy(() -> ApplicationRole.check(server.owner()))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("is a member of a table's owner");
    }

    @Test
    void embeddedServerMeetsTheRequirements() {
        Migrations.apply(server);

        assertThat(new JdbcTemplate(server.owner().unpooled())
                        .queryForObject("select folded('Ångström') collate \"und-x-icu\" > 'angstrol'", Boolean.class))
                .isTrue();
    }

    @Test
    void refusesAnOldSchemaWithoutAnOwner() {
        var withoutOwner = new OwnServer(server.application(), null);

        assertThatThrownBy(() -> Migrations.apply(withoutOwner))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_DATABASE_OWNER_URL");
    }

    @Test
    void aCurrentSchemaNeedsNoOwner() {
        Migrations.apply(server);

        Migrations.apply(new OwnServer(server.application(), null));
    }

    @Test
    void namesAnUnreachableServer() {
        server.close();

        assertThatThrownBy(() -> OwnServer.reach(server.application().url(), null))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_DATABASE_URL")
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void embeddedServerGivesNoWarnings() {
        assertThat(DatabaseWarnings.of(server.application().unpooled(), Clock.systemUTC())
                        .sentences())
                .isEmpty();
    }

    @Test
    void warnsOfCommitsThatAreNotDurable() {
        new JdbcTemplate(server.owner().unpooled()).execute("alter database lethe set synchronous_commit = off");

        assertThat(warnings(Clock.systemUTC())).singleElement().asString().contains("synchronous_commit = on");
    }

    @Test
    void warnsOfClocksThatAreFastOrSlow() {
        for (var apart : List.of(Duration.ofSeconds(100), Duration.ofSeconds(-100))) {
            assertThat(warnings(Clock.offset(Clock.systemUTC(), apart)))
                    .singleElement()
                    .asString()
                    .contains("seconds apart", "NTP");
        }
        assertThat(warnings(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(5))))
                .isEmpty();
    }

    @Test
    void warnsOfARoleWithTooManyRights() {
        new JdbcTemplate(server.owner().unpooled()).execute("grant temporary on database lethe to public");

        assertThat(warnings(Clock.systemUTC())).singleElement().asString().contains("database.sql");
    }

    private List<String> warnings(Clock clock) {
        return DatabaseWarnings.of(server.application().unpooled(), clock).sentences();
    }

    @Test
    void warnsOfLoggedPersonalData() throws Exception {
        server.close();
        var usual = Servers.usual(data.resolve("pg"));

        var url = "jdbc:postgresql://127.0.0.1:" + usual.port() + "/lethe";
        var application =
                new DatabaseCredentials(url, "lethe_app", server.application().password());

        assertThat(DatabaseWarnings.of(application.unpooled(), Clock.systemUTC())
                        .sentences())
                .anyMatch(sentence -> sentence.contains("log_error_verbosity = terse"))
                .anyMatch(sentence -> sentence.contains("log_min_error_statement = panic"))
                .anyMatch(sentence -> sentence.contains("log_parameter_max_length = 0"));
        usual.process().destroy();
        usual.process().waitFor();
    }
}
