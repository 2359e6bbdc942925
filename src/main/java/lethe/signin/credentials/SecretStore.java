package lethe.signin.credentials;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.signin.credentials.OneTimeLink.Purpose;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores one-time links and recovery codes: generated secrets of 160 and 140 bits, for which a fast hash is enough.
 */
@Component
class SecretStore {
    private final JdbcClient jdbc;

    SecretStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Replaces the user's earlier link for the same purpose. */
    void replaceLink(SecretToken token, OneTimeLink link) {
        jdbc.sql("""
                insert into one_time_link (organisation_id, user_id, purpose, hash, expires_at, by_mail, issued_by)
                values (:organisation, :person, :purpose, :hash, :expires, :mail, :by)
                on conflict (organisation_id, user_id, purpose) do update
                set hash = excluded.hash, expires_at = excluded.expires_at, by_mail = excluded.by_mail,
                    issued_by = excluded.issued_by
                """)
                .param("organisation", token.organisation().value())
                .param("person", link.person().value())
                .param("purpose", link.purpose().name())
                .param("hash", token.hash())
                .param("expires", ResultColumns.time(link.expires()))
                .param("mail", link.byMail())
                .param("by", link.issuedBy() == null ? null : link.issuedBy().value())
                .update();
    }

    Optional<OneTimeLink> link(SecretToken token) {
        return jdbc.sql("select user_id, purpose, expires_at, by_mail, issued_by from one_time_link where hash = :hash")
                .param("hash", token.hash())
                .query((row, number) -> link(row))
                .optional();
    }

    /** The user's last requested link for a forgotten password. */
    Optional<OneTimeLink> reset(UserId person) {
        return jdbc.sql("""
                select user_id, purpose, expires_at, by_mail, issued_by
                from one_time_link
                where user_id = :person and purpose = 'RESET'
                """)
                .param("person", person.value())
                .query((row, number) -> link(row))
                .optional();
    }

    /**
     * Ends a link that is being used.
     *
     * @return false if it had already ended
     */
    boolean useLink(SecretToken token, Instant now) {
        return jdbc.sql("update one_time_link set expires_at = :now where hash = :hash and expires_at > :now")
                        .param("now", ResultColumns.time(now))
                        .param("hash", token.hash())
                        .update()
                == 1;
    }

    void endReset(UserId person, Instant now) {
        jdbc.sql("""
                update one_time_link
                set expires_at = :now
                where user_id = :person and purpose = 'RESET' and expires_at > :now
                """)
                .param("now", ResultColumns.time(now))
                .param("person", person.value())
                .update();
    }

    private static OneTimeLink link(ResultSet row) throws SQLException {
        var by = ResultColumns.uuidOrNull(row, "issued_by");
        return new OneTimeLink(
                new UserId(ResultColumns.uuid(row, "user_id")),
                Purpose.valueOf(row.getString("purpose")),
                ResultColumns.instant(row, "expires_at"),
                row.getBoolean("by_mail"),
                by == null ? null : new UserId(by));
    }

    void endLink(UserId person, Instant now) {
        jdbc.sql("update one_time_link set expires_at = :now where user_id = :person and expires_at > :now")
                .param("now", ResultColumns.time(now))
                .param("person", person.value())
                .update();
    }

    void replaceCodes(OrganisationId organisation, UserId person, Collection<byte[]> hashes) {
        deleteCodes(person);
        for (var hash : hashes) {
            jdbc.sql(
                            "insert into recovery_code (organisation_id, user_id, hash) values (:organisation, :person, :hash)")
                    .param("organisation", organisation.value())
                    .param("person", person.value())
                    .param("hash", hash)
                    .update();
        }
    }

    /**
     * Deletes a code that is being used.
     *
     * @return false if the user has no such code
     */
    boolean useCode(UserId person, byte[] hash) {
        return jdbc.sql("delete from recovery_code where user_id = :person and hash = :hash")
                        .param("person", person.value())
                        .param("hash", hash)
                        .update()
                == 1;
    }

    int countCodes(UserId person) {
        return jdbc.sql("select count(*) from recovery_code where user_id = :person")
                .param("person", person.value())
                .query(Integer.class)
                .single();
    }

    void delete(RoundTrip trip, UserId person) {
        var whose = Map.of("person", person.value());
        trip.update("delete from one_time_link where user_id = :person", whose);
        trip.update("delete from recovery_code where user_id = :person", whose);
    }

    private void deleteCodes(UserId person) {
        jdbc.sql("delete from recovery_code where user_id = :person")
                .param("person", person.value())
                .update();
    }
}
