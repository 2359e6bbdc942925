package lethe.partners.partners;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lethe.audit.log.Target;
import lethe.audit.log.Titles;
import lethe.partners.partners.Partner.Deactivation;
import lethe.partners.partners.Partner.Status;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Cursors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PartnerStore implements Titles {
    private static final int MOST_CATEGORIES = 200;
    private static final String COLUMNS = """
            select p.id, p.name, p.website, p.category, p.status, p.created_at, p.deactivated_at, p.deactivated_by,
                   p.deactivation_reason, p.version, c.key_slot, c.email
            """;
    private static final String PARTNER = COLUMNS + """
            from partner p
            left join partner_contact c on c.organisation_id = p.organisation_id and c.partner_id = p.id
            where p.id = :id and p.status <> 'DELETED'
            """;
    private final JdbcClient jdbc;
    private final Clock clock;

    PartnerStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A stored partner; its contact e-mail is stored separately, sealed. */
    record Row(
            PartnerId id,
            String name,
            @Nullable String website,
            @Nullable String category,
            State state,
            @Nullable Long keySlot,
            byte @Nullable [] email) {
        Partner with(@Nullable String contactEmail) {
            var details = new Details(name, website, contactEmail, category);
            return new Partner(id, details, state.status(), state.createdAt(), state.deactivation(), state.version());
        }
    }

    record State(Status status, Instant createdAt, @Nullable Deactivation deactivation, long version) {}

    void insert(OrganisationId organisation, PartnerId id, Details details) {
        jdbc.sql("""
                insert into partner (id, organisation_id, name, website, category, status, created_at)
                values (:id, :organisation, :name, :website, :category, 'ACTIVE', :now)
                """)
                .param("id", id.value())
                .param("organisation", organisation.value())
                .param("name", details.name())
                .param("website", details.website())
                .param("category", details.category())
                .param("now", ResultColumns.time(clock.instant()))
                .update();
    }

    Optional<Row> find(PartnerId id) {
        return jdbc.sql(PARTNER)
                .param("id", id.value())
                .query(PartnerStore::row)
                .optional();
    }

    /** Locks the partner until the transaction ends. */
    Optional<Row> lock(PartnerId id) {
        return jdbc.sql(PARTNER + "for update of p")
                .param("id", id.value())
                .query(PartnerStore::row)
                .optional();
    }

    /**
     * The contact is looked up for each partner of the page: a join would be planned for the thousand rows that PostgreSQL
     * expects of a function, and read all contacts.
     */
    List<Row> list(PartnerFilter filter) {
        var found = jdbc.sql(COLUMNS + """
                from search_partners(:words, :status, :category, :after, :most) p
                left join lateral (
                  select key_slot, email from partner_contact where organisation_id = p.organisation_id and partner_id = p.id limit 1)
                    c on true
                order by p.sort_name, p.id
                """)
                .param("words", filter.words().toArray(String[]::new))
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("category", filter.category())
                .param("after", filter.after())
                .param("most", filter.limit() + 1)
                .query(PartnerStore::row)
                .list();
        return Cursors.requireRow(found, filter.after(), jdbc, "partner");
    }

    /**
     * Lists the partners after {@code last}, by its name as it was read: a later change to that partner skips none.
     */
    List<Row> following(@Nullable Partner last, int most) {
        return jdbc.sql(COLUMNS + """
                from partner p
                left join partner_contact c on c.organisation_id = p.organisation_id and c.partner_id = p.id
                where p.status <> 'DELETED' and (:id::uuid is null or (p.sort_name, p.id) > (lower(:name::text), :id))
                order by p.sort_name, p.id
                limit :most
                """)
                .param("id", last == null ? null : last.id().value())
                .param("name", last == null ? null : last.details().name())
                .param("most", most)
                .query(PartnerStore::row)
                .list();
    }

    /**
     * The categories in use. The query skips from one to the next in the index, so its cost depends on their number
     * only.
     */
    List<String> categories() {
        return jdbc.sql(
                        "select category from partner_categories(:most) category order by category collate \"und-x-icu\"")
                .param("most", MOST_CATEGORIES)
                .query(String.class)
                .list();
    }

    void update(PartnerId id, Details details) {
        jdbc.sql("""
                update partner
                set name = :name, website = :website, category = :category, version = version + 1
                where id = :id
                """)
                .param("name", details.name())
                .param("website", details.website())
                .param("category", details.category())
                .param("id", id.value())
                .update();
    }

    void deactivate(PartnerId id, UserId by, String reason) {
        jdbc.sql("""
                update partner
                set status = 'DEACTIVATED', deactivated_at = :now, deactivated_by = :by, deactivation_reason = :reason,
                    version = version + 1
                where id = :id
                """)
                .param("now", ResultColumns.time(clock.instant()))
                .param("by", by.value())
                .param("reason", reason)
                .param("id", id.value())
                .update();
    }

    void reactivate(PartnerId id) {
        jdbc.sql("""
                update partner
                set status = 'ACTIVE', deactivated_at = null, deactivated_by = null, deactivation_reason = null,
                    version = version + 1
                where id = :id
                """).param("id", id.value()).update();
    }

    /** Keeps id and name, which the audit log shows. */
    void delete(PartnerId id) {
        jdbc.sql("""
                update partner
                set status = 'DELETED', website = null, category = null, deactivated_at = null, deactivated_by = null,
                    deactivation_reason = null, version = version + 1
                where id = :id
                """).param("id", id.value()).update();
    }

    @Override
    public String kind() {
        return PartnerId.KIND;
    }

    @Override
    public Map<Target, String> of(Collection<Target> things) {
        var names = new HashMap<Target, String>();
        jdbc.sql("select id, name from partner where id = any (:ids)")
                .param("ids", things.stream().map(Target::value).toArray(UUID[]::new))
                .query((row, number) ->
                        names.put(new Target(PartnerId.KIND, ResultColumns.uuid(row, "id")), row.getString("name")))
                .list();
        return names;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new PartnerId(ResultColumns.uuid(row, "id")),
                row.getString("name"),
                row.getString("website"),
                row.getString("category"),
                new State(
                        Status.valueOf(row.getString("status")),
                        ResultColumns.instant(row, "created_at"),
                        deactivation(row),
                        row.getLong("version")),
                row.getObject("key_slot", Long.class),
                row.getBytes("email"));
    }

    private static @Nullable Deactivation deactivation(ResultSet row) throws SQLException {
        var by = ResultColumns.uuidOrNull(row, "deactivated_by");
        return by == null
                ? null
                : new Deactivation(
                        ResultColumns.instant(row, "deactivated_at"),
                        new UserId(by),
                        row.getString("deactivation_reason"));
    }
}
