package lethe.privacy;

import java.time.Clock;
import lethe.kernel.Columns;
import lethe.kernel.Randomness;
import lethe.vault.Place;
import lethe.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The processor's keys for signing; the private halves are sealed under the installation's slot. */
@Component
class SigningKeys {
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

    /** The newest; made when there is none yet. Within the caller's transaction. */
    SigningKey current() {
        return jdbc.sql("select row_id, public_key, private_key from signing_key order by created_at desc, id limit 1")
                .query((row, number) -> SigningKey.of(
                        row.getBytes("public_key"),
                        vault.openForInstallation(
                                new Place("signing_key", "private_key", Columns.uuid(row, "row_id")),
                                row.getBytes("private_key"))))
                .optional()
                .orElseGet(this::make);
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
