package lethe.operator.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import lethe.identity.users.UserLookup;
import lethe.operator.maintenance.BackupRestore.Part;
import lethe.platform.database.ExternalCluster;
import lethe.platform.database.RestoreMarker;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.platform.requests.EmailAddress;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * {@code lethe prove --backup}: tries the current keys on every encrypted e-mail of a backup. Only those of current
 * users open.
 */
@Component
class Trial implements Command {
    private static final int MOST = 1_000;
    private final ExternalCluster clusters;
    private final Vault vault;
    private final UserLookup userLookup;
    private final TransactionTemplate transaction;

    Trial(ExternalCluster clusters, Vault vault, UserLookup userLookup, TransactionTemplate transaction) {
        this.clusters = clusters;
        this.vault = vault;
        this.userLookup = userLookup;
        this.transaction = transaction;
    }

    private record Sealed(OrganisationId organisation, UserId person, KeySlot slot, byte[] email) {}

    private enum Outcome {
        OPENS,
        DOES_NOT_OPEN,
        OPENS_FOR_NOBODY
    }

    @Override
    public String name() {
        return "prove-backup";
    }

    @Override
    public List<String> run(Map<String, String> options) {
        var named = Path.of(options.getOrDefault("name", ""));
        try {
            var snapshot = Snapshot.find(named)
                    .filter(Snapshot::hasDatabase)
                    .orElseThrow(() -> new ManagementFailure(List.of(), "No database backup found in " + named + "."));
            return judge(sealed(snapshot));
        } catch (IOException failure) {
            throw new ManagementFailure(List.of(), "The backup could not be read: " + failure.getMessage() + ".");
        }
    }

    /** Reads from a copy, because starting a server on the backup itself would change it. */
    private List<Sealed> sealed(Snapshot snapshot) throws IOException {
        var place = Files.createTempDirectory("lethe-backup-");
        try {
            new BackupRestore(snapshot, place).run(EnumSet.of(Part.DATABASE), false, new RestoreMarker("", ""));
            return clusters.in(place, Trial::read);
        } finally {
            FileSystemUtils.deleteRecursively(place);
        }
    }

    private static List<Sealed> read(DataSource owner) {
        var one = new SingleConnectionDataSource(connection(owner), true);
        try {
            var jdbc = JdbcClient.create(one);
            var all = new ArrayList<Sealed>();
            for (var organisation :
                    jdbc.sql("select id from organisation").query(UUID.class).list()) {
                jdbc.sql("select set_config('lethe.organisation', :organisation, false)")
                        .param("organisation", organisation.toString())
                        .query(String.class)
                        .single();
                all.addAll(jdbc.sql("select user_id, key_slot, email from account order by user_id")
                        .query((row, number) -> new Sealed(
                                new OrganisationId(organisation),
                                new UserId(row.getObject("user_id", UUID.class)),
                                new KeySlot(row.getLong("key_slot")),
                                row.getBytes("email")))
                        .list());
            }
            return all;
        } finally {
            one.destroy();
        }
    }

    private static Connection connection(DataSource owner) {
        try {
            return owner.getConnection();
        } catch (SQLException failure) {
            throw new CannotGetJdbcConnectionException("to the backup", failure);
        }
    }

    private List<String> judge(List<Sealed> all) {
        var lines = new ArrayList<String>();
        var counts = new int[Outcome.values().length];
        for (var each : all) {
            var outcome = outcome(each);
            counts[outcome.ordinal()]++;
            if (outcome != Outcome.OPENS && lines.size() < MOST) {
                lines.add((outcome == Outcome.DOES_NOT_OPEN ? "does not open: " : "OPENS FOR NOBODY: ") + each.person()
                        + " of " + each.organisation());
            }
        }
        lines.add("e-mails in the backup: " + all.size());
        lines.add("open, and belong to current users: " + counts[Outcome.OPENS.ordinal()]);
        lines.add("do not open, because their keys are destroyed: " + counts[Outcome.DOES_NOT_OPEN.ordinal()]);
        if (counts[Outcome.OPENS_FOR_NOBODY.ordinal()] > 0) {
            throw new ManagementFailure(lines, "There are keys to e-mails that no current user has.");
        }
        return lines;
    }

    private Outcome outcome(Sealed sealed) {
        var opened = TenantContext.in(
                sealed.organisation(),
                () -> Objects.requireNonNull(transaction.execute(status ->
                        open(sealed).map(email -> isHere(sealed, email) ? Outcome.OPENS : Outcome.OPENS_FOR_NOBODY))));
        return opened.orElse(Outcome.DOES_NOT_OPEN);
    }

    private Optional<String> open(Sealed sealed) {
        try {
            var place = new SealContext("account", "email", sealed.person().value());
            return Optional.of(vault.open(sealed.organisation(), sealed.slot(), place, sealed.email()));
        } catch (KeyDestroyed destroyed) {
            return Optional.empty();
        }
    }

    private boolean isHere(Sealed sealed, String email) {
        return EmailAddress.parse(email)
                .flatMap(address -> userLookup.find(sealed.organisation(), address.normal()))
                .filter(sealed.person()::equals)
                .isPresent();
    }
}
