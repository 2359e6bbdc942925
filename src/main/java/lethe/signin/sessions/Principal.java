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

/**
 * Reads the database function {@code principal}, the one indexed read behind every request: a user's type, current
 * permissions and state. It returns no row for users who are terminated, suspended, or external and past their last
 * day.
 */
final class Principal {
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
