package lethe.signin.credentials;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.CredentialHandovers.Handover;
import lethe.privacy.consent.CredentialHandovers.Way;
import lethe.signin.credentials.Credential.First;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores credentials; every hash is encrypted under the user's secrets key. */
@Component
class CredentialStore {
    private final JdbcClient jdbc;
    private final Vault vault;

    CredentialStore(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    void insert(OrganisationId organisation, UserId person, Handover handover) {
        jdbc.sql("""
                insert into credential (user_id, organisation_id, secrets_slot, choose_password, handover, handed_over_by)
                values (:person, :organisation, :slot, true, :way, :by)
                on conflict do nothing
                """)
                .param("person", person.value())
                .param("organisation", organisation.value())
                .param("slot", vault.newSecretsSlot(organisation).number())
                .param("way", handover.way().name())
                .param("by", handover.by() == null ? null : handover.by().value())
                .update();
    }

    /** Like {@link #insert}, for a new user who already has a slot, with their first secret. */
    void insert(
            RoundTrip trip, OrganisationId organisation, UserId person, KeySlot slot, First first, Handover handover) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("person", person.value());
        values.put("organisation", organisation.value());
        values.put("slot", slot.number());
        values.put("secret", vault.seal(organisation, slot, place("first_secret", person), first.hash()));
        values.put("expires", ResultColumns.time(first.expires()));
        values.put("way", handover.way().name());
        values.put("by", handover.by() == null ? null : handover.by().value());
        trip.update("""
                insert into credential (user_id, organisation_id, secrets_slot, choose_password, first_secret, first_secret_expires,
                                        handover, handed_over_by)
                values (:person, :organisation, :slot, true, :secret, :expires, :way, :by)
                """, values);
    }

    Optional<Credential> find(UserId person) {
        return jdbc.sql("""
                select organisation_id, user_id, secrets_slot, password, first_secret, first_secret_expires, choose_password,
                       version
                from credential
                where user_id = :person
                """)
                .param("person", person.value())
                .query(this::credential)
                .optional();
    }

    Optional<Credential> lock(UserId person) {
        return jdbc.sql("""
                select organisation_id, user_id, secrets_slot, password, first_secret, first_secret_expires, choose_password,
                       version
                from credential
                where user_id = :person
                for update
                """)
                .param("person", person.value())
                .query(this::credential)
                .optional();
    }

    /** Replaces the first secret, or removes it when a link is issued, and records who hands over the new one. */
    void handOver(Credential credential, @Nullable First first, Handover handover) {
        jdbc.sql("""
                update credential
                set first_secret = :secret, first_secret_expires = :expires, handover = :way, handed_over_by = :by,
                    version = version + 1
                where user_id = :person
                """)
                .param("secret", first == null ? null : sealed(credential, "first_secret", first.hash()))
                .param("expires", first == null ? null : ResultColumns.time(first.expires()))
                .param("way", handover.way().name())
                .param("by", handover.by() == null ? null : handover.by().value())
                .param("person", credential.person().value())
                .update();
    }

    /**
     * Sets the user's own password, which ends every first secret.
     *
     * @return false if the credential has changed since it was read
     */
    boolean choose(Credential credential, String hash) {
        return jdbc.sql("""
                update credential
                set password = :password, first_secret = null, first_secret_expires = null, choose_password = false,
                    version = version + 1
                where user_id = :person and version = :version
                """)
                        .param("password", sealed(credential, "password", hash))
                        .param("person", credential.person().value())
                        .param("version", credential.version())
                        .update()
                == 1;
    }

    /** Requires a new password, after a recovery code. */
    void mustChoose(UserId person) {
        jdbc.sql("update credential set choose_password = true, version = version + 1 where user_id = :person")
                .param("person", person.value())
                .update();
    }

    Optional<Handover> handover(UserId person) {
        return jdbc.sql("select handover, handed_over_by from credential where user_id = :person")
                .param("person", person.value())
                .query((row, number) -> {
                    var by = ResultColumns.uuidOrNull(row, "handed_over_by");
                    return new Handover(Way.valueOf(row.getString("handover")), by == null ? null : new UserId(by));
                })
                .optional();
    }

    /** Deletes the credential and returns its key slot. */
    Supplier<List<KeySlot>> delete(RoundTrip trip, UserId person) {
        return trip.query(
                "delete from credential where user_id = :person returning secrets_slot",
                Map.of("person", person.value()),
                (row, number) -> new KeySlot(row.getLong("secrets_slot")));
    }

    private byte[] sealed(Credential credential, String column, String hash) {
        return vault.seal(credential.organisation(), credential.slot(), place(column, credential.person()), hash);
    }

    private Credential credential(ResultSet row, int number) throws SQLException {
        var organisation = new OrganisationId(ResultColumns.uuid(row, "organisation_id"));
        var person = new UserId(ResultColumns.uuid(row, "user_id"));
        var slot = new KeySlot(row.getLong("secrets_slot"));
        var expires = ResultColumns.instantOrNull(row, "first_secret_expires");
        return new Credential(
                organisation,
                person,
                slot,
                open(row, "password", organisation, person, slot),
                open(row, "first_secret", organisation, person, slot)
                        .flatMap(hash -> Optional.ofNullable(expires).map(until -> new First(hash, until))),
                row.getBoolean("choose_password"),
                row.getInt("version"));
    }

    private Optional<String> open(
            ResultSet row, String column, OrganisationId organisation, UserId person, KeySlot slot)
            throws SQLException {
        try {
            return Optional.ofNullable(row.getBytes(column))
                    .map(bytes -> vault.open(organisation, slot, place(column, person), bytes));
        } catch (KeyDestroyed inAnOldDatabase) {
            return Optional.empty();
        }
    }

    private static SealContext place(String column, UserId person) {
        return new SealContext("credential", column, person.value());
    }
}
