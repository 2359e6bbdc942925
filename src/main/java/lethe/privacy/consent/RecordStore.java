package lethe.privacy.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.NewsletterConsent;
import lethe.privacy.consent.ConsentRecord.Act;
import lethe.privacy.consent.ConsentRecord.Chosen;
import lethe.privacy.consent.CredentialHandovers.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Attestations, own decisions and newsletter consents as one list, newest first. Each table is read only up to the page
 * size.
 */
@Component
class RecordStore {
    private static final String PLACES = """
            with place as (
                select attested_at as at, id from attestation where id = :after
                union all
                select at, id from own_consent where id = :after
                union all
                select at, id from newsletter_consent where id = :after
            )
            """;
    private static final String ATTESTED = """
            (select a.id, a.user_id, 'ATTESTED' as act, a.attested_at as at, a.notice_version, a.language, null as handover,
                    a.attested_by as by, null::uuid as newsletter_id, null::bigint as newsletter_version, null as way,
                    null as words, null::bytea as hash
             from attestation a
             where (:after::uuid is null or (a.attested_at, a.id) < (select at, id from place))
               and (:version::integer is null or a.notice_version = :version)
               and (:act::text is null or :act = 'ATTESTED')
             order by a.attested_at desc, a.id desc
             limit :most)
            """;
    private static final String DECIDED = """
            (select c.id, c.user_id, c.decision, c.at, c.notice_version, c.language, c.handover, c.handed_over_by,
                    null::uuid, null::bigint, null, null, null::bytea
             from own_consent c
             where (:after::uuid is null or (c.at, c.id) < (select at, id from place))
               and (:version::integer is null or c.notice_version = :version)
               and (:act::text is null or c.decision = :act)
             order by c.at desc, c.id desc
             limit :most)
            """;
    private static final String CHOSEN = """
            (select n.id, n.user_id, n.act, n.at, null::integer, n.language, null, null::uuid, n.newsletter_id,
                    n.newsletter_version, n.way, n.words, n.hash
             from newsletter_consent n
             where (:after::uuid is null or (n.at, n.id) < (select at, id from place))
               and :version::integer is null
               and (:act::text is null or n.act = :act)
             order by n.at desc, n.id desc
             limit :most)
            """;
    private static final String RECORDS = PLACES + """
            select e.id, e.user_id, e.act, e.at, e.notice_version, e.language, e.handover, e.by, e.newsletter_id,
                   e.newsletter_version, e.way, e.words, coalesce(e.hash, t.hash) as hash
            from (
            """ + String.join(" union all ", ATTESTED, DECIDED, CHOSEN) + """
            ) e
            left join notice_text t on t.version = e.notice_version and t.language = e.language
            order by e.at desc, e.id desc
            limit :most
            """;
    private final JdbcClient jdbc;

    RecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<ConsentRecord> list(RecordFilter.Page page) {
        var act = page.filter().act();
        return jdbc.sql(RECORDS)
                .param("after", page.after())
                .param("version", page.filter().version())
                .param("act", act == null ? null : act.name())
                .param("most", page.limit() + 1)
                .query(RecordStore::row)
                .list();
    }

    private static ConsentRecord row(ResultSet row, int number) throws SQLException {
        var handover = row.getString("handover");
        var by = ResultColumns.uuidOrNull(row, "by");
        return new ConsentRecord(
                ResultColumns.uuid(row, "id"),
                new UserId(ResultColumns.uuid(row, "user_id")),
                Act.valueOf(row.getString("act")),
                ResultColumns.instant(row, "at"),
                row.getObject("notice_version", Integer.class),
                "sha256:" + HexFormat.of().formatHex(row.getBytes("hash")),
                row.getString("language"),
                handover == null ? null : Way.valueOf(handover),
                by == null ? null : new UserId(by),
                chosen(row));
    }

    private static @Nullable Chosen chosen(ResultSet row) throws SQLException {
        var newsletter = ResultColumns.uuidOrNull(row, "newsletter_id");
        return newsletter == null
                ? null
                : new Chosen(
                        new NewsletterId(newsletter),
                        row.getLong("newsletter_version"),
                        NewsletterConsent.Way.valueOf(row.getString("way")),
                        row.getString("words"));
    }
}
