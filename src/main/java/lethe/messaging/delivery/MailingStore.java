package lethe.messaging.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A campaign within an organisation: the run that is sending it, and its counts. */
@Component
class MailingStore {
    private final JdbcClient jdbc;

    MailingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertIfNew(DueDelivery due) {
        jdbc.sql("""
                insert into mailing (organisation_id, issue_id)
                values (:organisation, :circular)
                on conflict (organisation_id, issue_id) do nothing
                """)
                .param("organisation", due.organisation().value())
                .param("circular", due.campaign())
                .update();
    }

    /** @return false while another run is sending it */
    boolean take(UUID circular, UUID run, Instant now, Instant until) {
        return jdbc.sql("""
                update mailing
                set run = :run, run_until = :until, smtp_status = null
                where issue_id = :circular and (run is null or run_until <= :now)
                """)
                        .param("run", run)
                        .param("until", ResultColumns.time(until))
                        .param("circular", circular)
                        .param("now", ResultColumns.time(now))
                        .update()
                == 1;
    }

    void renew(UUID circular, UUID run, Instant until) {
        jdbc.sql("update mailing set run_until = :until where issue_id = :circular and run = :run")
                .param("until", ResultColumns.time(until))
                .param("circular", circular)
                .param("run", run)
                .update();
    }

    /**
     * Locks it until the transaction ends.
     *
     * @return false if the run has lost it
     */
    boolean lock(UUID circular, UUID run) {
        return !jdbc.sql("select 1 from mailing where issue_id = :circular and run = :run for update")
                .param("circular", circular)
                .param("run", run)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** Locks it until the transaction ends, whichever run has it. */
    void lockAny(UUID circular) {
        jdbc.sql("select 1 from mailing where issue_id = :circular for update")
                .param("circular", circular)
                .query(Integer.class)
                .list();
    }

    /** As {@link #lock}, all in which somebody is a recipient. */
    void lockAll(RoundTrip trip, UserId person) {
        trip.query("""
                select 1
                from mailing
                where issue_id in (select issue_id from delivery where user_id = :person)
                order by issue_id
                for update
                """, Map.of("person", person.value()), (row, number) -> number);
    }

    void release(UUID circular, UUID run, @Nullable Integer smtpStatus) {
        jdbc.sql("""
                update mailing
                set run = null, run_until = null, smtp_status = :status
                where issue_id = :circular and run = :run
                """)
                .param("status", smtpStatus, Types.INTEGER)
                .param("circular", circular)
                .param("run", run)
                .update();
    }

    /**
     * Records a round.
     *
     * @return whether it is a new one
     */
    boolean begins(UUID circular, int round) {
        return jdbc.sql("update mailing set round = :round where issue_id = :circular and round < :round")
                        .param("round", round)
                        .param("circular", circular)
                        .update()
                == 1;
    }

    /** Whether all recipients have been found. */
    boolean isComplete(UUID circular) {
        return jdbc.sql("select complete from mailing where issue_id = :circular")
                .param("circular", circular)
                .query(Boolean.class)
                .single();
    }

    void complete(UUID circular) {
        jdbc.sql("update mailing set complete = true where issue_id = :circular")
                .param("circular", circular)
                .update();
    }

    /** The counts in the organisation in scope. */
    Map<UUID, DeliveryCounts> tallies(Collection<UUID> circulars) {
        return jdbc
                .sql("""
                select m.issue_id,
                       m.sent + m.bounced + m.failed + d.people as recipients,
                       d.waiting,
                       m.sent + d.sent as sent,
                       m.bounced + d.bounced as bounced,
                       m.failed + d.failed as failed,
                       d.failed as repeatable,
                       m.in_doubt + d.in_doubt as in_doubt,
                       m.smtp_status
                from mailing m
                cross join lateral (
                    select count(*) as people,
                           count(*) filter (where d.state in ('WAITING', 'ON_THE_WIRE')) as waiting,
                           count(*) filter (where d.state = 'SENT') as sent,
                           count(*) filter (where d.state = 'BOUNCED') as bounced,
                           count(*) filter (where d.state = 'FAILED') as failed,
                           count(*) filter (where d.in_doubt) as in_doubt
                    from delivery d
                    where d.organisation_id = m.organisation_id and d.issue_id = m.issue_id) d
                where m.issue_id = any(:circulars)
                """)
                .param("circulars", circulars.toArray(UUID[]::new))
                .query(MailingStore::tally)
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The counts over all organisations. */
    Map<UUID, DeliveryCounts> talliesEverywhere(Collection<UUID> circulars) {
        return jdbc
                .sql("select * from operator_issue_tallies(:circulars)")
                .param("circulars", circulars.toArray(UUID[]::new))
                .query(MailingStore::tally)
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<UUID, DeliveryCounts> tally(ResultSet row, int number) throws SQLException {
        return Map.entry(
                ResultColumns.uuid(row, "issue_id"),
                new DeliveryCounts(
                        row.getLong("recipients"),
                        row.getLong("waiting"),
                        row.getLong("sent"),
                        row.getLong("bounced"),
                        row.getLong("failed"),
                        row.getLong("repeatable"),
                        row.getLong("in_doubt"),
                        row.getObject("smtp_status", Integer.class)));
    }
}
