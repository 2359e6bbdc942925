package lethe.operator.maintenance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import lethe.messaging.mail.MailQueue;
import lethe.platform.database.DatabaseWarnings;
import lethe.platform.requests.Alarms;
import lethe.vault.vault.Vault;
import lethe.web.addresses.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public health endpoints: what is up, and warnings for the operator, without host names or numbers of users. */
@RestController
class HealthApi {
    private static final int SECONDS = 2;
    private final DataSource database;
    private final DatabaseWarnings databaseWarnings;
    private final Vault vault;
    private final MailQueue mailQueue;
    private final Snapshots snapshots;
    private final TrustedProxies proxies;
    private final Alarms alarms;

    HealthApi(
            DataSource database,
            DatabaseWarnings databaseWarnings,
            Vault vault,
            MailQueue mailQueue,
            Snapshots snapshots,
            TrustedProxies proxies,
            Alarms alarms) {
        this.database = database;
        this.databaseWarnings = databaseWarnings;
        this.vault = vault;
        this.mailQueue = mailQueue;
        this.snapshots = snapshots;
        this.proxies = proxies;
        this.alarms = alarms;
    }

    /** Whether the process responds at all; if not, restart it. */
    @GetMapping("/health/live")
    Live live() {
        return new Live(Status.UP);
    }

    /** Whether to route requests here; if not, route them elsewhere or retry later. */
    @GetMapping("/health/ready")
    ResponseEntity<Ready> ready() {
        var ready = readiness();
        var status = ready.status() == Status.UP ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).body(ready);
    }

    Ready readiness() {
        var there = isDatabaseThere() ? Status.UP : Status.DOWN;
        var keys = Map.of("mirror", mirror().name(), "storage", vault.storage().sentence());
        var mail = there == Status.UP ? mail() : null;
        return new Ready(there, Map.of("database", there), keys, mail, warnings(there, mail));
    }

    private boolean isDatabaseThere() {
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }

    private Mirror mirror() {
        if (!vault.isMirrored()) {
            return Mirror.NONE;
        } else {
            return vault.mirrorIsAway() ? Mirror.AWAY : Mirror.IN_STEP;
        }
    }

    private Mail mail() {
        var counts = mailQueue.counts();
        return new Mail(mailQueue.isOffered(), counts.waiting(), counts.failing(), counts.givenUp());
    }

    private List<String> warnings(Status database, @Nullable Mail mail) {
        var warnings = new ArrayList<>(databaseWarnings.sentences());
        warnings.addAll(proxies.sentences());
        if (database == Status.UP) {
            warnings.addAll(alarms.sentences());
        }
        switch (mirror()) {
            case NONE -> {
                if (!snapshots.haveKeys()) {
                    warnings.add("The key file has no second copy: if its disk fails, all sealed data is lost.");
                }
            }
            case AWAY -> warnings.add("The second copy of the key file can't be reached: terminations stay pending.");
            case IN_STEP -> {}
        }
        mailQueue.trouble().ifPresent(warnings::add);
        if (mail != null && mail.failing() + mail.givenUp() > 0) {
            warnings.add("Mail is not delivered: " + mail.failing() + " are tried again, " + mail.givenUp()
                    + " were given up within the last week.");
        }
        return warnings;
    }

    enum Status {
        UP,
        DOWN
    }

    enum Mirror {
        NONE,
        IN_STEP,
        AWAY
    }

    record Live(Status status) {}

    /** Counts of mails: waiting, failed and retried, and given up within a week. */
    record Mail(boolean configured, long waiting, long failing, long givenUp) {}

    /** @param mail null while the database is unreachable */
    record Ready(
            Status status,
            Map<String, Status> checks,
            Map<String, String> keys,
            @Nullable Mail mail,
            List<String> warnings) {}
}
