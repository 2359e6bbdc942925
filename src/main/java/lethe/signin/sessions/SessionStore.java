package lethe.signin.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.signin.sessions.CurrentSession.Means;
import lethe.signin.sessions.CurrentSession.State;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Session.SessionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SessionStore extends PersonsRows {
    private static final Duration RECENT = Duration.ofMinutes(5);

    SessionStore(JdbcClient jdbc) {
        super(jdbc, "session", DataCategory.SESSION);
    }

    record Row(SessionId id, CurrentSession signedIn, Instant created, Instant lastSeen) {}

    void insert(SessionId id, SecretToken token, UserId person, Kind kind, Instant now, Instant expires) {
        jdbc.sql("""
                insert into session (id, organisation_id, user_id, kind, hash, created_at, last_seen_at, expires_at,
                                     credential_version)
                select :id, organisation_id, user_id, :kind, :hash, :now, :now, :expires, version
                from credential
                where organisation_id = :organisation and user_id = :person
                """)
                .param("id", id.value())
                .param("organisation", token.organisation().value())
                .param("person", person.value())
                .param("kind", kind.name())
                .param("hash", token.hash())
                .param("now", ResultColumns.time(now))
                .param("expires", ResultColumns.time(expires))
                .update();
    }

    /** Also works outside a transaction: the function itself sets the organisation for row-level security. */
    Optional<Row> find(SecretToken token, Instant now) {
        return jdbc.sql("select * from recognise_session(:organisation, :hash, :now)")
                .param("organisation", token.organisation().value())
                .param("hash", token.hash())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> row(row, now))
                .optional();
    }

    /** Whether the session is still valid. */
    boolean isInForce(SessionId id, UserId person, Instant now) {
        return jdbc.sql("""
                select exists (
                    select 1
                    from session s
                    join credential c on c.organisation_id = s.organisation_id and c.user_id = s.user_id
                    where s.id = :id and s.user_id = :person and s.expires_at > :now and s.credential_version = c.version
                )
                """)
                .param("id", id.value())
                .param("person", person.value())
                .param("now", ResultColumns.time(now))
                .query(Boolean.class)
                .single();
    }

    /** What the user must do first; empty if they cannot sign in. */
    Optional<State> state(UserId person, Instant now) {
        return jdbc.sql("select * from principal(:person, :now)")
                .param("person", person.value())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> Principal.state(row))
                .optional();
    }

    void seen(SessionId id, Instant now, Instant expires) {
        jdbc.sql("update session set last_seen_at = :now, expires_at = :expires where id = :id")
                .param("now", ResultColumns.time(now))
                .param("expires", ResultColumns.time(expires))
                .param("id", id.value())
                .update();
    }

    List<Session> list(UserId person, UUID current, Instant now) {
        return jdbc.sql("""
                select id, kind, created_at, last_seen_at
                from session
                where user_id = :person and expires_at > :now
                order by created_at desc, id desc
                """)
                .param("person", person.value())
                .param("now", ResultColumns.time(now))
                .query((row, number) -> new Session(
                        new SessionId(ResultColumns.uuid(row, "id")),
                        Kind.valueOf(row.getString("kind")),
                        ResultColumns.instant(row, "created_at"),
                        ResultColumns.instant(row, "last_seen_at"),
                        ResultColumns.uuid(row, "id").equals(current)))
                .list();
    }

    private static Row row(ResultSet row, Instant now) throws SQLException {
        var id = ResultColumns.uuid(row, "id");
        var created = ResultColumns.instant(row, "created_at");
        var recent = !created.isAfter(now) && created.isAfter(now.minus(RECENT));
        return new Row(
                new SessionId(id),
                new CurrentSession(Principal.actor(row), Principal.state(row), Means.session(id, recent)),
                created,
                ResultColumns.instant(row, "last_seen_at"));
    }
}
