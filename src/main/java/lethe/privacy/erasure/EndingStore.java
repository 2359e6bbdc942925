package lethe.privacy.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.RetentionPeriod;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds unused invitations and retained records that have expired, in the organisation in scope. */
@Component
class EndingStore {
    /** Invited users with the time until which their credentials allow a sign-in. */
    private static final String SECRETS = """
            select u.id, u.created_at, greatest(
                u.created_at,
                (select max(l.expires_at)
                 from one_time_link l
                 where l.organisation_id = u.organisation_id and l.user_id = u.id and l.purpose = 'FIRST'),
                (select c.first_secret_expires
                 from credential c
                 where c.organisation_id = u.organisation_id and c.user_id = u.id)) as let_in
            from app_user u
            where u.status = 'INVITED'
              and (u.type <> 'ADMIN' or exists (
                select 1
                from app_user other
                where other.organisation_id = u.organisation_id and other.id <> u.id and other.type = 'ADMIN' and other.status = 'ACTIVE'))
            """;

    private final JdbcClient jdbc;

    EndingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UserId> neverCame(RetentionPeriod period, int most) {
        return jdbc
                .sql("select id from (select id from (" + SECRETS + """
                ) invited
                where created_at <= :before and let_in <= :now
                order by created_at
                limit :most) eldest
                order by id
                """)
                .param("before", ResultColumns.time(period.before()))
                .param("now", ResultColumns.time(period.now()))
                .param("most", most)
                .query(UUID.class)
                .list()
                .stream()
                .map(UserId::new)
                .toList();
    }

    Coming comingInvitations(RetentionPeriod period) {
        var ahead = period.ahead();
        return jdbc.sql(
                        "select min(created_at) as first, count(*) filter (where created_at <= :before and let_in <= :then) as soon from ("
                                + SECRETS + ") invited")
                .param("before", ResultColumns.time(ahead.before()))
                .param("then", ResultColumns.time(ahead.now()))
                .query((row, number) -> {
                    var first = ResultColumns.instantOrNull(row, "first");
                    return new Coming(first == null ? null : period.end(first), row.getLong("soon"));
                })
                .single();
    }

    /** Ends records whose last day has come, up to {@code most}. */
    List<UserId> endRecords(LocalDate today, int most) {
        return jdbc
                .sql("select end_retained_records(:today, :most)")
                .param("today", today)
                .param("most", most)
                .query(UUID.class)
                .list()
                .stream()
                .map(UserId::new)
                .toList();
    }

    Coming comingRecords(RetentionPeriod period) {
        return jdbc.sql("""
                select min(retained_until) as first, count(*) filter (where retained_until <= :then) as soon
                from app_user
                where status = 'TERMINATED'
                """)
                .param("then", period.ahead().today())
                .query((row, number) -> new Coming(start(ResultColumns.dateOrNull(row, "first")), row.getLong("soon")))
                .single();
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
