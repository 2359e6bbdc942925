package lethe.platform.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class UsageStore {
    private final JdbcClient jdbc;

    UsageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A numbered right to count on one day and to publish once. */
    record Lease(LocalDate day, int number, UUID holder) {}

    /**
     * A free lease of the day, or one whose node has been silent for longer than the patience. None if the day began with another
     * budget or a vector is already published, because this node may be the one that published it.
     */
    Optional<Lease> lease(LocalDate day, EpsilonBudget budget, UUID holder, Instant now, Duration patience) {
        jdbc.sql("select pg_advisory_xact_lock('usage_lease'::regclass::oid::integer, 0)")
                .query((row, number) -> true)
                .single();
        jdbc.sql("""
                insert into usage_day (day, epsilon, nodes)
                values (:day, :epsilon, :nodes)
                on conflict do nothing
                """)
                .param("day", day)
                .param("epsilon", budget.epsilon())
                .param("nodes", budget.nodes())
                .update();
        return jdbc.sql("""
                insert into usage_lease (day, number, holder, seen_at)
                select d.day, n.number, :holder, :now
                from usage_day d
                cross join lateral generate_series(1, d.nodes) as n (number)
                left join usage_lease l on l.day = d.day and l.number = n.number
                where d.day = :day and d.epsilon = :epsilon and d.nodes = :nodes
                  and (l.number is null or l.seen_at < :gone)
                  and not exists (select from usage_lease p where p.day = d.day and p.holder is null)
                order by n.number
                limit 1
                on conflict (day, number) do update set holder = excluded.holder, seen_at = excluded.seen_at
                returning number
                """)
                .param("day", day)
                .param("epsilon", budget.epsilon())
                .param("nodes", budget.nodes())
                .param("holder", holder)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("gone", now.minus(patience).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .optional()
                .map(number -> new Lease(day, number, holder));
    }

    /** Whether {@link #lease} could find one: a single statement, run every minute by nodes without a lease. */
    boolean mayLease(LocalDate day, Instant now, Duration patience) {
        return jdbc.sql("""
                select not exists (select from usage_lease p where p.day = :day and p.holder is null)
                  and (not exists (select from usage_day where day = :day)
                    or exists (select
                               from usage_day d
                               cross join lateral generate_series(1, d.nodes) as n (number)
                               left join usage_lease l on l.day = d.day and l.number = n.number
                               where d.day = :day and (l.number is null or l.seen_at < :gone)))
                """)
                .param("day", day)
                .param("gone", now.minus(patience).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /**
     * Renews the lease in a single statement.
     *
     * @return whether it still belongs to its holder
     */
    boolean renew(Lease lease, Instant now) {
        return jdbc.sql("""
                update usage_lease
                set seen_at = :now
                where day = :day and number = :number and holder = :holder
                """)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("day", lease.day())
                        .param("number", lease.number())
                        .param("holder", lease.holder())
                        .update()
                == 1;
    }

    /** Publishes the figures and uses up the lease; does nothing if it is used up or belongs to another holder. */
    void publish(Lease lease, Map<Feature, Long> figures) {
        var used = jdbc.sql("""
                update usage_lease
                set holder = null, seen_at = null
                where day = :day and number = :number and holder = :holder
                """)
                .param("day", lease.day())
                .param("number", lease.number())
                .param("holder", lease.holder())
                .update();
        if (used == 1) {
            jdbc.sql("""
                    insert into usage_partial (day, number, feature, count)
                    select :day, :number, f.feature, f.count
                    from unnest(:features::text[], :counts::bigint[]) as f (feature, count)
                    on conflict do nothing
                    """)
                    .param("day", lease.day())
                    .param("number", lease.number())
                    .param(
                            "features",
                            figures.keySet().stream().map(Feature::name).toArray(String[]::new))
                    .param("counts", figures.values().toArray(Long[]::new))
                    .update();
        }
    }
}
