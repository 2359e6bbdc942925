package lethe.identity.users;

import java.util.List;
import lethe.identity.users.User.Present;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads all users who are not terminated, in the order of the list. A file is complete even if users are renamed or go
 * while it is written: the next users follow the names of the last one, not the user.
 */
@Component
public class UserExport {
    private static final String USERS = UserStore.COLUMNS + """
            from app_user u
            left join account a on a.organisation_id = u.organisation_id and a.user_id = u.id
            where u.status <> 'TERMINATED'
              and (:id::uuid is null
                   or (u.sort_name, u.sort_first_name, u.id) > (lower(:lastName::text), lower(:firstName::text), :id))
            order by u.sort_name, u.sort_first_name, u.id
            limit :most
            """;
    private final CurrentRights rights;
    private final JdbcClient jdbc;
    private final SealedEmails sealedEmails;

    UserExport(CurrentRights rights, JdbcClient jdbc, SealedEmails sealedEmails) {
        this.rights = rights;
        this.jdbc = jdbc;
        this.sealedEmails = sealedEmails;
    }

    /**
     * Returns the users that follow {@code last}, or the first ones; none after the last. Requires
     * {@link Permission#MANAGE_USERS} each time, because it may have been revoked while the file was written.
     */
    @Transactional
    public List<Present> following(Actor actor, @Nullable Present last) {
        rights.requireStill(actor, Permission.MANAGE_USERS);
        var rows = jdbc.sql(USERS)
                .param("id", last == null ? null : last.id().value())
                .param("lastName", last == null ? null : last.lastName())
                .param("firstName", last == null ? null : last.firstName())
                .param("most", Page.MOST)
                .query(UserRow::of)
                .list();
        return rows.stream().map(sealedEmails::user).map(Present.class::cast).toList();
    }
}
