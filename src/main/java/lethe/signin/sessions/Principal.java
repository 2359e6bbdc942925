package lethe.signin.sessions;

import java.sql.ResultSet;
import java.sql.SQLException;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.signin.sessions.CurrentSession.State;

/** The one indexed read behind every request: what a person is and may do now, and whether something comes first. */
final class Principal {
    /** Of users {@code u}: nobody who is terminated, suspended, or external and past the last day. */
    static final String COLUMNS = """
            u.organisation_id, u.id as user_id, u.type, r.permissions, c.choose_password, exists (
                select 1
                from own_consent o
                where o.organisation_id = u.organisation_id and o.user_id = u.id and o.decision = 'CONTINUE'
                  and o.notice_version = (
                      select max(n.version)
                      from notice n
                      where n.organisation_id = u.organisation_id and (n.in_force_from <= :now or n.version = 1)
                  )
            ) as consented
            """;

    static final String JOINS = """
            join role r on r.organisation_id = u.organisation_id and r.id = u.role_id
            join credential c on c.organisation_id = u.organisation_id and c.user_id = u.id
            """;

    static final String HERE = """
            u.status in ('INVITED', 'ACTIVE')
            and (u.access_until is null or u.access_until >= (:now::timestamptz at time zone 'UTC')::date)
            """;

    private Principal() {}

    static Actor actor(ResultSet row) throws SQLException {
        return Actor.user(
                new OrganisationId(ResultColumns.uuid(row, "organisation_id")),
                new UserId(ResultColumns.uuid(row, "user_id")),
                UserType.valueOf(row.getString("type")),
                ResultColumns.texts(row, "permissions").stream()
                        .map(Permission::valueOf)
                        .toList());
    }

    static State state(ResultSet row) throws SQLException {
        if (row.getBoolean("choose_password")) {
            return State.NEW_PASSWORD_REQUIRED;
        } else {
            return row.getBoolean("consented") ? State.ACTIVE : State.CONSENT_REQUIRED;
        }
    }
}
