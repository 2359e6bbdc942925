package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Starting, upgrading and protecting the embedded server. */
class EmbeddedServerTest extends ClusterInADirectory {
    @Test
    void keepsRowsAcrossAnOrderlyStop() {
        try (var server = Servers.start(data)) {
            keepARow(server);
        }

        assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
        }
    }

    @Test
    void settlesAClusterOfAnEarlierLethe() throws Exception {
        try (var server = Servers.start(data)) {
            keepARow(server);
        }
        Servers.asSuperuser(
                data,
                "grant execute on function lo_create(oid) to public; grant temporary on database lethe to public;");

        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
            assertThat(Settled.is(server)).isTrue();
            assertThatThrownBy(() -> application(server).queryForObject("select lo_create(0)", Long.class))
                    .hasStackTraceContaining("permission denied");
            assertThatThrownBy(() -> application(server).execute("create temporary table mine (id int)"))
                    .hasStackTraceContaining("permission denied");
        }
    }

    /** As if Lethe was killed during single-user mode, or while changing the owner before or after it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void restoresTheOwnerOfACluster(int each) throws Exception {
        assumeThat(ServerUser.isRoot()).isTrue();
        try (var server = Servers.start(data)) {
            keepARow(server);
        }
        var cluster = data.resolve("pg");
        var paths = all(cluster);
        for (var number = 0; number < paths.size(); number += each) {
            Files.setAttribute(paths.get(number), "unix:uid", ServerUser.named().uid());
        }

        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
        }
        var owners = new HashSet<>();
        for (var path : all(cluster)) {
            owners.add(Files.getAttribute(path, "unix:uid"));
        }
        assertThat(owners)
                .containsExactly(ServerUser.of(cluster).uid())
                .doesNotContain(ServerUser.named().uid());
    }

    private static List<Path> all(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.toList();
        }
    }

    @Test
    void revertsChangesOfTheRoleToItself() throws Exception {
        try (var server = Servers.start(data)) {
            keepARow(server);
            application(server).execute("alter role lethe_app set search_path = 'pg_catalog'");
            application(server)
                    .execute("alter role lethe_app set default_transaction_read_only = on;"
                            + " alter role lethe_app password 'mine'");
        }

        try (var server = Servers.start(data)) {
            assertThatTheRowIsKept(server);
            assertThat(application(server).queryForObject("show default_transaction_read_only", String.class))
                    .isEqualTo("off");
            assertThat(application(server).queryForObject("show search_path", String.class))
                    .contains("public");
        }
    }

    private static JdbcTemplate application(DatabaseServer server) {
        return new JdbcTemplate(server.application().unpooled());
    }

    @Test
    void refusesTheSuperuser() {
        try (var server = Servers.start(data)) {
            var superuser = new DatabaseCredentials(server.owner().url(), "postgres", "");

            assertThatThrownBy(() -> new JdbcTemplate(superuser.unpooled()).execute("select 1"))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
        }
    }

    @Test
    void requiresThePassword() {
        try (var server = Servers.start(data)) {
            var guessed = new DatabaseCredentials(server.owner().url(), "lethe_owner", "guessed");

            assertThatThrownBy(() -> new JdbcTemplate(guessed.unpooled()).execute("select 1"))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
        }
    }

    @Test
    void logsNothingOfAFailedRow() throws Exception {
        try (var server = Servers.start(data)) {
            var owner = owner(server);
            owner.execute("create table checked (word text check (length(word) < 3))");

            assertThatThrownBy(() -> owner.update("insert into checked values ('canary')"))
                    .hasMessageNotContaining("Failing row");
            assertThatThrownBy(() -> owner.queryForObject("select 'canary'::int", Integer.class));
        }
        assertThat(data.resolve("pg.log")).content().doesNotContain("canary");
    }
}
