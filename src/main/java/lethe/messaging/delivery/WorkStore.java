package lethe.messaging.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lethe.platform.jobs.Agenda;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.ExpiringData.Coming;
import lethe.platform.personaldata.RetentionPeriod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When a campaign within an organisation is due for work. */
@Component
class WorkStore {
    static final String SEND = "ISSUE";
    static final String CLOSE = "ISSUE_CLOSE";
    private static final int MOST = 50;
    private final JdbcClient jdbc;
    private final Agenda agenda;

    WorkStore(JdbcClient jdbc, Agenda agenda) {
        this.jdbc = jdbc;
        this.agenda = agenda;
    }

    List<DueDelivery> due(Instant now) {
        return dues(agenda.due(SEND, now, MOST));
    }

    /** Campaigns whose recipients are due for deletion, the oldest first. */
    List<DueDelivery> over(OrganisationId organisation, Instant now) {
        return dues(agenda.of(organisation, CLOSE, now, MOST));
    }

    private static List<DueDelivery> dues(List<Agenda.Due> lines) {
        return lines.stream()
                .map(connection -> new DueDelivery(connection.organisation(), connection.subject()))
                .toList();
    }

    Coming comingOver(OrganisationId organisation, RetentionPeriod period) {
        return jdbc.sql("""
                select min(w.due) as first, count(d.id) filter (where w.due <= :ahead) as soon
                from work w
                join delivery d on d.organisation_id = w.organisation_id and d.issue_id = w.subject
                where w.organisation_id = :organisation and w.kind = :kind
                """)
                .param("organisation", organisation.value())
                .param("kind", CLOSE)
                .param("ahead", ResultColumns.time(period.ahead().now()))
                .query((row, number) -> new Coming(ResultColumns.instantOrNull(row, "first"), row.getLong("soon")))
                .single();
    }

    void lookAt(String kind, DueDelivery due, Instant when) {
        jdbc.sql("""
                insert into work (organisation_id, kind, subject, due)
                values (:organisation, :kind, :circular, :due)
                on conflict (organisation_id, kind, subject) do update set due = excluded.due
                """)
                .param("organisation", due.organisation().value())
                .param("kind", kind)
                .param("circular", due.campaign())
                .param("due", ResultColumns.time(when))
                .update();
        agenda.expect(kind, when);
    }

    void lookAtEverywhere(UUID campaign, Instant when) {
        jdbc.sql("select 1 from send_everywhere(:circular, :due)")
                .param("circular", campaign)
                .param("due", ResultColumns.time(when))
                .query()
                .listOfRows();
        agenda.expect(SEND, when);
    }

    /** A place to send has become free. */
    void lookNow() {
        agenda.expect(SEND, Instant.MIN);
    }

    void lookNoMore(String kind, DueDelivery due) {
        jdbc.sql("delete from work where organisation_id = :organisation and kind = :kind and subject = :circular")
                .param("organisation", due.organisation().value())
                .param("kind", kind)
                .param("circular", due.campaign())
                .update();
    }

    /** Whether an organisation other than the one in scope has yet to send it. */
    boolean isElsewhere(UUID campaign) {
        return jdbc.sql("select is_issue_underway_elsewhere(:circular)")
                .param("circular", campaign)
                .query(Boolean.class)
                .single();
    }
}
