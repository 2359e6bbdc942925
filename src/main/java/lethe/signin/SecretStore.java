package lethe.signin;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import lethe.kernel.SecretToken;
import lethe.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One-time links and recovery codes: secrets of 160 bits that we generated, so that a plain hash keeps them. */
@Component
class SecretStore {
    private final JdbcClient jdbc;

    SecretStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Link(UserId person, Instant expires) {}

    void replaceLink(SecretToken token, UserId person, Instant expires) {
        jdbc.sql("""
                insert into one_time_link (organisation_id, user_id, hash, expires_at)
                values (:organisation, :person, :hash, :expires)
                on conflict (organisation_id, user_id) do update set hash = excluded.hash, expires_at = excluded.expires_at
                """)
                .param("organisation", token.organisation().value())
                .param("person", person.value())
                .param("hash", token.hash())
                .param("expires", Columns.time(expires))
                .update();
    }

    Optional<Link> link(SecretToken token) {
        return jdbc.sql("select user_id, expires_at from one_time_link where hash = :hash")
                .param("hash", token.hash())
                .query((row, number) ->
                        new Link(new UserId(Columns.uuid(row, "user_id")), Columns.instant(row, "expires_at")))
                .optional();
    }

    void endLink(UserId person, Instant now) {
        jdbc.sql("update one_time_link set expires_at = :now where user_id = :person and expires_at > :now")
                .param("now", Columns.time(now))
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

    /** Uses a code up; false when there was none like it. */
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

    void delete(UserId person) {
        jdbc.sql("delete from one_time_link where user_id = :person")
                .param("person", person.value())
                .update();
        deleteCodes(person);
    }

    private void deleteCodes(UserId person) {
        jdbc.sql("delete from recovery_code where user_id = :person")
                .param("person", person.value())
                .update();
    }
}
