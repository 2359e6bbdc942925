package lethe.organisations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.ResultColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class OrganisationStore {
    private static final long FOUNDING = 0x6f7267L;
    private final JdbcClient jdbc;
    private final Clock clock;

    OrganisationStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Serialises the founding of organisations until the transaction ends. */
    void lockFounding() {
        jdbc.sql("select pg_advisory_xact_lock(:founding)")
                .param("founding", FOUNDING)
                .query((row, number) -> 0)
                .list();
    }

    /** False if the slug is taken. */
    boolean insert(OrganisationId id, String slug, String name) {
        var inserted = jdbc.sql("insert into organisation (id, slug) values (:id, :slug) on conflict (slug) do nothing")
                .param("id", id.value())
                .param("slug", slug)
                .update();
        if (inserted == 0) {
            return false;
        }
        jdbc.sql("insert into organisation_details (organisation_id, name, created_at) values (:id, :name, :now)")
                .param("id", id.value())
                .param("name", name)
                .param("now", ResultColumns.time(clock.instant()))
                .update();
        return true;
    }

    Supplier<Optional<Organisation>> find(RoundTrip trip, OrganisationId id) {
        var support = trip.query(
                "select kind, value from support_channel where organisation_id = :id order by position",
                Map.of("id", id.value()),
                OrganisationStore::support);
        var found = trip.query(
                """
                select o.slug, d.name, d.version
                from organisation o
                join organisation_details d on d.organisation_id = o.id
                where o.id = :id
                """,
                Map.of("id", id.value()),
                (row, number) -> new Organisation(
                        id, row.getString("slug"), row.getString("name"), support.get(), row.getLong("version")));
        return () -> found.get().stream().findFirst();
    }

    /** False if it has changed since that version. */
    boolean update(Organisation organisation) {
        return jdbc.sql("""
                update organisation_details
                set name = :name, version = version + 1
                where organisation_id = :id and version = :version
                """)
                        .param("name", organisation.name())
                        .param("id", organisation.id().value())
                        .param("version", organisation.version())
                        .update()
                == 1;
    }

    void replaceSupport(OrganisationId id, List<Support> channels) {
        jdbc.sql("delete from support_channel where organisation_id = :id")
                .param("id", id.value())
                .update();
        for (var position = 0; position < channels.size(); position++) {
            jdbc.sql(
                            "insert into support_channel (organisation_id, position, kind, value) values (:id, :position, :kind, :value)")
                    .param("id", id.value())
                    .param("position", position)
                    .param("kind", channels.get(position).kind().name())
                    .param("value", channels.get(position).value())
                    .update();
        }
    }

    void replaceOperatorSupport(List<Support> channels) {
        jdbc.sql("delete from operator_support_channel").update();
        for (var position = 0; position < channels.size(); position++) {
            jdbc.sql("insert into operator_support_channel (position, kind, value) values (:position, :kind, :value)")
                    .param("position", position)
                    .param("kind", channels.get(position).kind().name())
                    .param("value", channels.get(position).value())
                    .update();
        }
    }

    Supplier<List<Support>> operatorSupport(RoundTrip trip) {
        return trip.query(
                "select kind, value from operator_support_channel order by position",
                Map.of(),
                OrganisationStore::support);
    }

    Optional<OrganisationId> bySlug(String slug) {
        return jdbc.sql("select id from organisation where slug = :slug")
                .param("slug", slug)
                .query(UUID.class)
                .optional()
                .map(OrganisationId::new);
    }

    Optional<OrganisationId> only() {
        var two = jdbc.sql("select id from organisation limit 2")
                .query(UUID.class)
                .list();
        return two.size() == 1 ? Optional.of(new OrganisationId(two.getFirst())) : Optional.empty();
    }

    private static Support support(ResultSet row, int number) throws SQLException {
        return new Support(Support.Kind.valueOf(row.getString("kind")), row.getString("value"));
    }
}
