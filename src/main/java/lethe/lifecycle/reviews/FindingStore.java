package lethe.lifecycle.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lethe.identity.users.UserStatus;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.Cursors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Queries for users who may no longer need access. */
@Component
class FindingStore {
    private static final String PEOPLE = """
            from app_user u
            left join account a on a.organisation_id = u.organisation_id and a.user_id = u.id
            left join credential c on c.organisation_id = u.organisation_id and c.user_id = u.id
            """;
    private static final String WANTED = """
            and (:type::text is null or u.type = :type) and (:role::uuid is null or u.role_id = :role)
            """;
    private final JdbcClient jdbc;
    private final Clock clock;

    FindingStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A condition on users {@code u}, their accounts {@code a} and credentials {@code c}. */
    private static String condition(Finding finding) {
        return switch (finding) {
            case NEVER_SIGNED_IN -> "u.status = 'INVITED' and a.last_month is null\n";
            case SECRET_LAPSED -> """
                    u.status = 'INVITED' and c.user_id is not null and coalesce(c.first_secret_expires <= :now, true)
                    and not exists (
                        select
                        from one_time_link l
                        where l.organisation_id = u.organisation_id and l.user_id = u.id and l.purpose = 'FIRST'
                          and l.expires_at > :now
                    )
                    """;
            case NOT_SEEN -> "u.status = 'ACTIVE' and a.last_month < :before\n";
            case ACCESS_ENDED -> "u.status <> 'TERMINATED' and u.access_until < :today\n";
        };
    }

    int count(FindingFilter filter) {
        return asked("select count(*) " + PEOPLE + "where " + condition(filter.finding()) + WANTED, filter)
                .query(Integer.class)
                .single();
    }

    List<FlaggedUser> list(FindingFilter filter, @Nullable UUID after, int most) {
        var found = asked("""
                select u.id, u.first_name, u.last_name, u.type, u.role_id, u.status, u.created_at, u.access_until, a.last_month
                """ + PEOPLE + "where " + condition(filter.finding()) + WANTED + """
                  and (:after::uuid is null or (u.sort_name, u.sort_first_name, u.id)
                      > (select sort_name, sort_first_name, id from app_user where id = :after))
                order by u.sort_name, u.sort_first_name, u.id
                limit :most
                """, filter)
                .param("after", after)
                .param("most", most)
                .query(FindingStore::found)
                .list();
        return Cursors.requireRow(found, after, jdbc, "app_user");
    }

    List<UserId> everybody(FindingFilter filter) {
        return asked("select u.id " + PEOPLE + "where " + condition(filter.finding()) + WANTED, filter)
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "id")))
                .list();
    }

    List<UserId> known(Collection<UserId> people) {
        return jdbc.sql("select id from app_user where id = any (:people)")
                .param("people", ids(people))
                .query((row, number) -> new UserId(ResultColumns.uuid(row, "id")))
                .list();
    }

    Map<UserId, String> passed(FindingFilter filter, Collection<UserId> people) {
        var passed = new HashMap<UserId, String>();
        asked(
                        "select u.id, u.status " + PEOPLE + "where u.id = any (:people) and ("
                                + condition(filter.finding()) + ") is not true",
                        filter)
                .param("people", ids(people))
                .query((row, number) -> passed.put(
                        new UserId(ResultColumns.uuid(row, "id")),
                        why(filter.finding(), UserStatus.valueOf(row.getString("status")))))
                .list();
        return passed;
    }

    /** Concludes from the status what must have happened. */
    private static String why(Finding finding, UserStatus status) {
        if (status == UserStatus.TERMINATED) {
            return "gone";
        } else if (finding == Finding.ACCESS_ENDED) {
            return "extended";
        } else if (status == UserStatus.SUSPENDED) {
            return "suspended";
        } else {
            return finding == Finding.SECRET_LAPSED && status == UserStatus.INVITED ? "invited-again" : "signed-in";
        }
    }

    private StatementSpec asked(String sql, FindingFilter filter) {
        var role = filter.role();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return jdbc.sql(sql)
                .param("now", ResultColumns.time(clock.instant()))
                .param("today", today)
                .param("before", today.withDayOfMonth(1).minusMonths(filter.months()))
                .param("type", filter.type() == null ? null : filter.type().name())
                .param("role", role == null ? null : role.value());
    }

    private static FlaggedUser found(ResultSet row, int number) throws SQLException {
        var month = ResultColumns.dateOrNull(row, "last_month");
        return new FlaggedUser(
                new UserId(ResultColumns.uuid(row, "id")),
                row.getString("first_name"),
                row.getString("last_name"),
                UserType.valueOf(row.getString("type")),
                new RoleId(Objects.requireNonNull(ResultColumns.uuidOrNull(row, "role_id"))),
                UserStatus.valueOf(row.getString("status")),
                ResultColumns.instant(row, "created_at"),
                month == null ? null : YearMonth.from(month).toString(),
                ResultColumns.dateOrNull(row, "access_until"));
    }

    private static UUID[] ids(Collection<UserId> people) {
        return people.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
