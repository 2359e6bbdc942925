package lethe.privacy.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Cursors;
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
    private static final String IDS =
            "(select id from attestation union all select id from own_consent union all select id from newsletter_consent)";
    private static final String PLACES = """
            with place as (
                select :at::timestamptz as at, :id::uuid as id where :at::timestamptz is not null
                union all
                select attested_at, id from attestation where id = :id and :at::timestamptz is null
                union all
                select at, id from own_consent where id = :id and :at::timestamptz is null
                union all
                select at, id from newsletter_consent where id = :id and :at::timestamptz is null
            )
            """;
    private static final String ATTESTED = """
            (select a.id, a.user_id, 'ATTESTED' as act, a.attested_at as at, a.notice_version, a.language, null as handover,
                    a.attested_by as by, null::uuid as newsletter_id, null::bigint as newsletter_version, null as way,
                    null as words, null::bytea as hash
             from attestation a
             where (:id::uuid is null or (a.attested_at, a.id) < (select at, id from place))
               and (:version::integer is null or a.notice_version = :version)
               and (:act::text is null or :act = 'ATTESTED')
             order by a.attested_at desc, a.id desc
             limit :most)
            """;
    private static final String DECIDED = """
            (select c.id, c.user_id, c.decision, c.at, c.notice_version, c.language, c.handover, c.handed_over_by,
                    null::uuid, null::bigint, null, null, null::bytea
             from own_consent c
             where (:id::uuid is null or (c.at, c.id) < (select at, id from place))
               and (:version::integer is null or c.notice_version = :version)
               and (:act::text is null or c.decision = :act)
             order by c.at desc, c.id desc
             limit :most)
            """;
    private static final String CHOSEN = """
            (select n.id, n.user_id, n.act, n.at, null::integer, n.language, null, null::uuid, n.newsletter_id,
                    n.newsletter_version, n.way, n.words, n.hash
             from newsletter_consent n
             where (:id::uuid is null or (n.at, n.id) < (select at, id from place))
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

    /**
     * The position of a record in the list.
     *
     * @param at null if only the cursor is known: it is then read from the record. Otherwise the position remains known
     *     after the record is deleted
     */
    record Place(UUID id, @Nullable Instant at) {
        static Place of(ConsentRecord one) {
            return new Place(one.id(), one.at());
        }

        private @Nullable UUID cursor() {
            return at == null ? id : null;
        }
    }

    List<ConsentRecord> list(RecordFilter.Page page) {
        var after = page.after();
        var at = after == null ? null : after.at();
        var act = page.filter().act();
        var found = jdbc.sql(RECORDS)
                .param("id", after == null ? null : after.id())
                .param("at", at == null ? null : ResultColumns.time(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("version", page.filter().version())
                .param("act", act == null ? null : act.name())
                .param("most", page.limit() + 1)
                .query(RecordStore::row)
                .list();
        return Cursors.requireRow(found, after == null ? null : after.cursor(), jdbc, IDS + " as record");
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
