package lethe.lifecycle.reviews;

import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReminderStore {
    private final JdbcClient jdbc;

    ReminderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks and returns the day up to which the administrators have been told; initially {@code first}. */
    LocalDate lock(OrganisationId organisation, LocalDate first) {
        jdbc.sql(
                        "insert into access_reminder (organisation_id, told_up_to) values (:organisation, :first) on conflict do nothing")
                .param("organisation", organisation.value())
                .param("first", first)
                .update();
        return jdbc.sql("select told_up_to from access_reminder for update")
                .query((ResultSet row, int number) ->
                        Objects.requireNonNull(ResultColumns.dateOrNull(row, "told_up_to")))
                .single();
    }

    void told(OrganisationId organisation, LocalDate upTo) {
        jdbc.sql("update access_reminder set told_up_to = :upTo where organisation_id = :organisation")
                .param("upTo", upTo)
                .param("organisation", organisation.value())
                .update();
    }

    /** Whether a user's last day is after the first day and not after the second. */
    boolean anyEnded(LocalDate after, LocalDate upTo) {
        return jdbc.sql("""
                select exists (
                    select
                    from app_user
                    where access_until > :after and access_until <= :upTo and status <> 'TERMINATED'
                )
                """)
                .param("after", after)
                .param("upTo", upTo)
                .query(Boolean.class)
                .single();
    }

    List<UserId> admins() {
        return jdbc.sql("select id from app_user where type = 'ADMIN' and status = 'ACTIVE' order by id")
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "id")))
                .list();
    }
}
