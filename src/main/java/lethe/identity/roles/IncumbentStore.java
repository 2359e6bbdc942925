package lethe.identity.roles;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import lethe.identity.roles.BulkAssignment.Incumbent;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hundreds of existing users in one statement. */
@Component
class IncumbentStore {
    private final JdbcClient jdbc;

    IncumbentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Incumbent> lock(Collection<UserId> people) {
        return jdbc.sql("""
                select id, type, role_id, access_until
                from app_user
                where id = any (:people) and status <> 'TERMINATED'
                order by id
                for update
                """)
                .param("people", ids(people))
                .query((row, number) -> new Incumbent(
                        new UserId(ResultColumns.uuid(row, "id")),
                        UserType.valueOf(row.getString("type")),
                        new RoleId(ResultColumns.uuid(row, "role_id")),
                        row.getObject("access_until", LocalDate.class)))
                .list();
    }

    void reassign(Collection<UserId> people, Reassignment form) {
        jdbc.sql("""
                update app_user
                set type = coalesce(:type, type), role_id = coalesce(:role, role_id),
                    access_until = case when coalesce(:type, type) <> 'EXTERNAL' then null when :named then :until else access_until end
                where id = any (:people)
                """)
                .param("type", form.type() == null ? null : form.type().name())
                .param("role", form.roleId() == null ? null : form.roleId().value())
                .param("named", form.accessUntil() != null)
                .param(
                        "until",
                        form.accessUntil() == null ? null : form.accessUntil().day())
                .param("people", ids(people))
                .update();
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
