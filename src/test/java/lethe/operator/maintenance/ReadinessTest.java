package lethe.operator.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import lethe.messaging.mail.MailQueue;
import lethe.platform.database.DatabaseWarnings;
import lethe.platform.requests.Alarms;
import lethe.vault.vault.OverwriteGuarantee;
import lethe.vault.vault.Vault;
import lethe.web.addresses.TrustedProxies;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReadinessTest {
    private final Vault vault = mock(Vault.class);
    private final MailQueue mails = mock(MailQueue.class);

    @Test
    void isDownWithoutADatabase() {
        when(vault.storage()).thenReturn(new OverwriteGuarantee(true, "ext4", false));

        var answer = health(List.of()).ready();

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
    }

    @Test
    void warnsOfProblems() {
        when(vault.isMirrored()).thenReturn(true);
        when(vault.mirrorIsAway()).thenReturn(true);
        when(mails.trouble()).thenReturn(Optional.of("Mind the post"));
        when(vault.storage()).thenReturn(new OverwriteGuarantee(false, "btrfs", false));

        var ready = health(List.of("Mind the log")).readiness();

        assertThat(ready.keys())
                .containsEntry("mirror", "AWAY")
                .containsEntry("storage", "old blocks may remain (btrfs)");
        assertThat(ready.warnings()).hasSize(3).startsWith("Mind the log").endsWith("Mind the post");
    }

    @Test
    void checksAlarmsOnlyWithADatabase() throws SQLException {
        when(vault.storage()).thenReturn(new OverwriteGuarantee(true, "ext4", false));
        when(mails.counts()).thenReturn(new MailQueue.Counts(0, 0, 0));
        var database = mock(DataSource.class);
        var connection = mock(Connection.class);
        when(database.getConnection()).thenReturn(connection);
        when(connection.isValid(anyInt())).thenReturn(true);

        assertThat(health(database, List.of()).readiness().warnings()).contains("Mind the tree");
        assertThat(health(List.of()).readiness().warnings()).doesNotContain("Mind the tree");
    }

    /** Nothing listens on port 1. */
    private HealthApi health(List<String> warnings) {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
        return health(nowhere, warnings);
    }

    private HealthApi health(DataSource database, List<String> warnings) {
        return new HealthApi(
                database,
                new DatabaseWarnings(warnings),
                vault,
                mails,
                mock(Snapshots.class),
                mock(TrustedProxies.class),
                new Alarms(List.of(() -> List.of("Mind the tree"))));
    }
}
