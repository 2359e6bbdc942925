package lethe.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lethe.consent.Notice.Status;
import lethe.consent.Notice.Text;
import lethe.kernel.Columns;
import lethe.kernel.OrganisationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class NoticeStore {
    private final JdbcClient jdbc;
    private final Clock clock;

    NoticeStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void publish(OrganisationId organisation, int version, Map<String, String> texts) {
        jdbc.sql("""
                insert into notice (organisation_id, version, published_at, in_force_from)
                values (:organisation, :version, :now, :now)
                """)
                .param("organisation", organisation.value())
                .param("version", version)
                .param("now", Columns.time(clock.instant()))
                .update();
        texts.forEach((language, markdown) -> jdbc.sql("""
                insert into notice_text (organisation_id, version, language, markdown, hash)
                values (:organisation, :version, :language, :markdown, :hash)
                """)
                .param("organisation", organisation.value())
                .param("version", version)
                .param("language", language)
                .param("markdown", markdown)
                .param("hash", Notice.hash(markdown))
                .update());
    }

    /** Newest version first. */
    List<Notice> list() {
        var rows = jdbc.sql("""
                select n.version, n.published_at, n.in_force_from, t.language, t.markdown
                from notice n
                join notice_text t on t.organisation_id = n.organisation_id and t.version = n.version
                order by n.version desc, t.language
                """).query(NoticeStore::row).list();
        return assembled(rows);
    }

    private List<Notice> assembled(List<Row> rows) {
        var now = clock.instant();
        var texts = new TreeMap<Integer, Map<String, Text>>(Comparator.reverseOrder());
        var states = new TreeMap<Integer, Row>();
        for (var row : rows) {
            texts.computeIfAbsent(row.version(), version -> new TreeMap<>())
                    .put(row.language(), Text.of(row.version(), row.language(), row.markdown()));
            states.put(row.version(), row);
        }
        var current = states.values().stream()
                .filter(row -> row.inForce(now))
                .mapToInt(Row::version)
                .max();
        var notices = new ArrayList<Notice>();
        texts.forEach((version, inLanguages) -> Optional.ofNullable(states.get(version))
                .ifPresent(row -> {
                    var status = row.status(now, current.orElse(0));
                    notices.add(
                            new Notice(version, status, status == Status.PUBLISHED, row.publishedAt(), inLanguages));
                }));
        return notices;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getInt("version"),
                Columns.instantOrNull(row, "published_at"),
                Columns.instantOrNull(row, "in_force_from"),
                row.getString("language"),
                row.getString("markdown"));
    }

    private record Row(
            int version,
            @Nullable Instant publishedAt,
            @Nullable Instant inForceFrom,
            String language,
            String markdown) {
        boolean inForce(Instant now) {
            return inForceFrom != null && !inForceFrom.isAfter(now);
        }

        Status status(Instant now, int current) {
            if (inForceFrom == null) {
                return Status.DRAFT;
            } else if (inForceFrom.isAfter(now)) {
                return Status.SCHEDULED;
            } else {
                return version == current ? Status.PUBLISHED : Status.SUPERSEDED;
            }
        }
    }
}
