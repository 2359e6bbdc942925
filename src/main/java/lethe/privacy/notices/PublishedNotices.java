package lethe.privacy.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceTable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Published notices as evidence: the audit entry about a publication holds a hash of all its texts. Notices are public,
 * so no nonce is needed.
 */
@Component
class PublishedNotices implements EvidenceHolder {
    private final JdbcClient jdbc;

    PublishedNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "notice";
    }

    @Override
    public String table() {
        return "notice_text";
    }

    @Override
    public List<String> columns() {
        return List.of("summary", "markdown", "register", "hash");
    }

    @Override
    public String about() {
        return "organisation";
    }

    @Override
    public List<UUID> subjects(@Nullable UUID after, int most) {
        return jdbc.sql("""
                select distinct organisation_id
                from notice
                where published_at is not null and (:after::uuid is null or organisation_id > :after)
                order by organisation_id
                limit :most
                """)
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    @Override
    public List<Row> rows(Collection<UUID> subjects) {
        return parts(subjects).stream()
                .collect(Collectors.groupingBy(Part::version, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(this::row)
                .toList();
    }

    /** Published notices are never withdrawn. */
    @Override
    public Set<UUID> kept(Collection<UUID> subjects) {
        return Set.copyOf(subjects);
    }

    /** The facts for the audit entry about the version published last. */
    Map<String, Object> lastPublished(OrganisationId organisation) {
        return EvidenceHolder.facts(List.of(rows(List.of(organisation.value())).getLast()));
    }

    /**
     * A version in one language.
     *
     * @param isOfBefore whether it was published before audit entries held a hash
     */
    private record Part(
            UUID organisation, int version, Instant published, boolean isOfBefore, Map<String, String> said) {}

    private List<Part> parts(Collection<UUID> subjects) {
        return jdbc.sql("""
                select n.organisation_id, n.version, n.published_at, n.in_force_from, t.language, t.summary, t.markdown, t.register,
                       encode(t.hash, 'hex') as hash, exists (
                           select
                           from audit_entry e
                           where e.organisation_id = n.organisation_id and e.action = 'notice.published'
                             and e.facts ->> 'version' = n.version::text and not jsonb_exists(e.facts, :fact)) as before
                from notice n
                left join notice_text t on t.organisation_id = n.organisation_id and t.version = n.version
                where n.organisation_id = any (:subjects) and n.published_at is not null
                """)
                .param("subjects", subjects.toArray(UUID[]::new))
                .param("fact", FACT)
                .query(this::part)
                .list();
    }

    private Part part(ResultSet row, int number) throws SQLException {
        var said = new TreeMap<String, String>();
        var published = ResultColumns.instant(row, "published_at");
        said.put("version", row.getString("version"));
        said.put("publishedAt", published.toString());
        said.put("inForceFrom", ResultColumns.instant(row, "in_force_from").toString());
        for (var layer : columns()) {
            var text = row.getString(layer);
            if (text != null) {
                said.put(row.getString("language") + "." + layer, text);
            }
        }
        return new Part(
                ResultColumns.uuid(row, "organisation_id"),
                row.getInt("version"),
                published,
                row.getBoolean("before"),
                said);
    }

    private Row row(List<Part> texts) {
        var said = new TreeMap<String, String>();
        texts.forEach(text -> said.putAll(text.said()));
        var one = texts.getFirst();
        return new Row(
                kind(),
                one.organisation(),
                one.published(),
                one.isOfBefore() ? null : EvidenceTable.hash(kind(), new byte[0], said));
    }
}
