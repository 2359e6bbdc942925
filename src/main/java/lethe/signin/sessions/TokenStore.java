package lethe.signin.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.signin.sessions.AccessToken.TokenId;
import lethe.signin.sessions.CurrentSession.Means;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TokenStore extends PersonsRows {
    TokenStore(JdbcClient jdbc) {
        super(jdbc, "access_token", DataCategory.ACCESS_TOKEN);
    }

    void insert(AccessToken token, SecretToken secret, UserId person, boolean pastGate) {
        jdbc.sql("""
                insert into access_token (id, organisation_id, user_id, name, hash, created_at, expires_at, past_gate)
                values (:id, :organisation, :person, :name, :hash, :created, :expires, :pastGate)
                """)
                .param("id", token.id().value())
                .param("organisation", secret.organisation().value())
                .param("person", person.value())
                .param("name", token.name())
                .param("hash", secret.hash())
                .param("created", ResultColumns.time(token.createdAt()))
                .param("expires", ResultColumns.time(token.expiresAt()))
                .param("pastGate", pastGate)
                .update();
    }

    /**
     * Returns the owner of a valid token. Also works outside a transaction: the function itself sets the organisation
     * for row-level security.
     */
    Optional<Used> find(SecretToken token, Instant now) {
        return jdbc.sql("select * from recognise_token(:organisation, :hash, :now)")
                .param("organisation", token.organisation().value())
                .param("hash", token.hash())
                .param("now", ResultColumns.time(now))
                .query(TokenStore::used)
                .optional();
    }

    void seen(TokenId id, LocalDate today) {
        jdbc.sql("update access_token set last_used_on = :today where id = :id")
                .param("today", today)
                .param("id", id.value())
                .update();
    }

    List<AccessToken> list(UserId person, Instant now) {
        return jdbc.sql("""
                select id, name, created_at, expires_at, last_used_on
                from access_token
                where user_id = :person and expires_at > :now
                order by created_at desc, id desc
                """)
                .param("person", person.value())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> new AccessToken(
                        new TokenId(ResultColumns.uuid(row, "id")),
                        row.getString("name"),
                        ResultColumns.instant(row, "created_at"),
                        ResultColumns.instant(row, "expires_at"),
                        ResultColumns.dateOrNull(row, "last_used_on"),
                        null))
                .list();
    }

    /** @param lastUsedOn only the day is stored */
    record Used(CurrentSession signedIn, @Nullable LocalDate lastUsedOn) {}

    private static Used used(ResultSet row, int number) throws SQLException {
        var means = Means.token(ResultColumns.uuid(row, "id"), row.getBoolean("past_gate"));
        var signedIn = new CurrentSession(Principal.actor(row), Principal.state(row), means);
        return new Used(signedIn, ResultColumns.dateOrNull(row, "last_used_on"));
    }
}
