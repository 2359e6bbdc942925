package lethe.signing;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import lethe.kernel.Columns;
import lethe.kernel.Randomness;
import lethe.vault.Place;
import lethe.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The processor's keys for signing; the private halves are sealed under the installation's slot. */
@Component
public class SigningKeys {
    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final Randomness randomness;

    SigningKeys(JdbcClient jdbc, Vault vault, Clock clock, Randomness randomness) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** The newest; made when there is none yet. */
    @Transactional
    public SigningKey current() {
        return newest();
    }

    /** All there ever were, newest first. */
    @Transactional(readOnly = true)
    public List<PublishedKey> published() {
        return jdbc.sql("select id, public_key, created_at from signing_key order by created_at desc, id")
                .query((row, number) -> new PublishedKey(
                        row.getString("id"),
                        Base64.getEncoder().encodeToString(row.getBytes("public_key")),
                        Columns.instant(row, "created_at"),
                        number == 0))
                .list();
    }

    /** From now on a new key signs; what the old ones signed stays as good as it was. */
    @Transactional
    public SigningKey rotate() {
        lock();
        return make();
    }

    private SigningKey newest() {
        return jdbc.sql("select row_id, public_key, private_key from signing_key order by created_at desc, id limit 1")
                .query((row, number) -> SigningKey.of(
                        row.getBytes("public_key"),
                        vault.openForInstallation(
                                new Place("signing_key", "private_key", Columns.uuid(row, "row_id")),
                                row.getBytes("private_key"))))
                .optional()
                .orElseGet(this::first);
    }

    /** Two who need the first one at once make one. */
    private SigningKey first() {
        lock();
        return published().isEmpty() ? make() : newest();
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('signing_key', 0))")
                .query()
                .singleRow();
    }

    private SigningKey make() {
        var key = SigningKey.generate();
        var row = randomness.uuid();
        var place = new Place("signing_key", "private_key", row);
        jdbc.sql("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                values (:id, :row, :public, :private, :now)
                """)
                .param("id", key.id())
                .param("row", row)
                .param("public", key.publicKey().getEncoded())
                .param(
                        "private",
                        vault.sealForInstallation(place, key.privateKey().getEncoded()))
                .param("now", Columns.time(clock.instant()))
                .update();
        return key;
    }
}
