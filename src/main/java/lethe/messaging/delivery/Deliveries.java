package lethe.messaging.delivery;

import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.messaging.mail.MailId;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recipients of each campaign, and the state of their mails. */
@Component
class Deliveries {
    private static final String SETTLE = """
            with gone as (
                delete from delivery
                where %s
                returning issue_id, state, in_doubt, handed_over),
            counted as (
                select issue_id,
                       count(*) filter (where state = 'SENT' or state = 'ON_THE_WIRE' and handed_over) as sent,
                       count(*) filter (where state = 'BOUNCED') as bounced,
                       count(*) filter (where state = 'FAILED') as failed,
                       count(*) filter (where in_doubt) as in_doubt
                from gone
                group by issue_id)
            update mailing m
            set sent = m.sent + c.sent, bounced = m.bounced + c.bounced, failed = m.failed + c.failed, in_doubt = m.in_doubt + c.in_doubt
            from counted c
            where m.issue_id = c.issue_id
            """;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Deliveries(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Adds users who are not recipients yet.
     *
     * @return how many were added
     */
    public int add(OrganisationId organisation, UUID circular, List<UserId> people, Supplier<UUID> ids, Instant now) {
        var rows = people.stream()
                .map(person ->
                        new Object[] {organisation.value(), ids.get(), circular, person.value(), ResultColumns.time(now)
                        })
                .toList();
        var inserted = batches.batchUpdate("""
                insert into delivery (organisation_id, id, issue_id, user_id, state, due)
                values (?, ?, ?, ?, 'WAITING', ?)
                on conflict (organisation_id, issue_id, user_id) do nothing
                """, rows);
        return Arrays.stream(inserted).map(count -> Math.max(count, 0)).sum();
    }

    /** Locks the next mail that no other worker has; empty if there is none, or the run has lost the campaign. */
    Optional<Delivery> lockNext(UUID circular, UUID run, Instant now) {
        return jdbc.sql("""
                select d.id, d.user_id, d.attempts
                from delivery d
                join mailing m on m.organisation_id = d.organisation_id and m.issue_id = d.issue_id and m.run = :run
                where d.issue_id = :circular and d.state = 'WAITING' and d.due <= :now
                order by d.due
                limit 1
                for update of d skip locked
                """)
                .param("run", run)
                .param("circular", circular)
                .param("now", ResultColumns.time(now))
                .query((row, number) -> new Delivery(
                        new MailId(ResultColumns.uuid(row, "id")),
                        new UserId(ResultColumns.uuid(row, "user_id")),
                        row.getInt("attempts")))
                .optional();
    }

    void putOnTheWire(Delivery delivery, UUID run) {
        jdbc.sql("update delivery set state = 'ON_THE_WIRE', handed_over = false, run = :run where id = :id")
                .param("run", run)
                .param("id", delivery.id().value())
                .update();
    }

    /**
     * Called just before the final dot.
     *
     * @return false if the delivery was recovered in the meantime, or the person is gone
     */
    boolean handOver(Delivery delivery, UUID run) {
        return jdbc.sql("""
                update delivery
                set handed_over = true
                where id = :id and run = :run and state = 'ON_THE_WIRE'
                """)
                        .param("id", delivery.id().value())
                        .param("run", run)
                        .update()
                == 1;
    }

    /** Records the outcome; does nothing if another worker has recovered the delivery since, or the person is gone. */
    void mark(Outcome outcome, UUID run) {
        jdbc.sql("""
                update delivery
                set state = :state, attempts = :attempts, due = coalesce(:due, due), in_doubt = in_doubt or :inDoubt, run = null
                where id = :id and run = :run and state = 'ON_THE_WIRE'
                """)
                .param("state", outcome.state().name())
                .param("attempts", outcome.attempts())
                .param("due", ResultColumns.time(outcome.due()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("inDoubt", outcome.inDoubt())
                .param("id", outcome.id().value())
                .param("run", run)
                .update();
    }

    /**
     * Postpones a mail that could not be written, unless another worker has tried it in the meantime, or the person is
     * gone.
     */
    void putOff(Outcome outcome) {
        jdbc.sql("""
                update delivery
                set state = :state, attempts = :attempts, due = coalesce(:due, due)
                where id = :id and state = 'WAITING' and attempts < :attempts
                """)
                .param("state", outcome.state().name())
                .param("attempts", outcome.attempts())
                .param("due", ResultColumns.time(outcome.due()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", outcome.id().value())
                .update();
    }

    /**
     * Recovers the mails on the wire of a run that has ended. Those handed over may have arrived: they are in doubt,
     * and not sent again. The others wait again.
     *
     * @return how many are in doubt
     */
    public int recover(UUID circular, Instant now) {
        jdbc.sql("""
                update delivery
                set state = 'WAITING', due = :now, run = null
                where issue_id = :circular and state = 'ON_THE_WIRE' and not handed_over
                """)
                .param("now", ResultColumns.time(now))
                .param("circular", circular)
                .update();
        return jdbc.sql("""
                update delivery
                set state = 'SENT', in_doubt = true, run = null
                where issue_id = :circular and state = 'ON_THE_WIRE'
                """).param("circular", circular).update();
    }

    public void tryFailedAgain(UUID circular, Instant now) {
        jdbc.sql("""
                update delivery
                set state = 'WAITING', attempts = 0, due = :now
                where issue_id = :circular and state = 'FAILED'
                """)
                .param("now", ResultColumns.time(now))
                .param("circular", circular)
                .update();
    }

    /** When the next mail is due; empty if none is waiting. */
    public Optional<Instant> nextDue(UUID circular) {
        return jdbc.sql(
                        "select due from delivery where issue_id = :circular and state = 'WAITING' order by due limit 1")
                .param("circular", circular)
                .query((row, number) -> ResultColumns.instant(row, "due"))
                .optional();
    }

    /** Keeps only the count of a mail whose recipient has unsubscribed or is gone. */
    void settle(Delivery delivery) {
        jdbc.sql(SETTLE.formatted("id = :id"))
                .param("id", delivery.id().value())
                .update();
    }

    void settleAll(RoundTrip trip, UserId person) {
        trip.update(SETTLE.formatted("user_id = :person"), Map.of("person", person.value()));
    }

    /**
     * Keeps only the counts of at most {@code most} deliveries.
     *
     * @return how many were deleted
     */
    public int settleSome(UUID circular, int most) {
        var some = lockSome(circular, most);
        jdbc.sql(SETTLE.formatted("id = any(:some)"))
                .param("some", some.toArray(UUID[]::new))
                .update();
        return some.size();
    }

    private List<UUID> lockSome(UUID circular, int most) {
        return jdbc.sql("select id from delivery where issue_id = :circular limit :most for update")
                .param("circular", circular)
                .param("most", most)
                .query(UUID.class)
                .list();
    }
}
