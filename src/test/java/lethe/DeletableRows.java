package lethe;

import java.util.List;
import java.util.UUID;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.TypeId;
import lethe.platform.kernel.UserId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds rows to the lists of an organisation and deletes them, as quickly as a test needs it. */
final class DeletableRows {
    private final ApplicationContext context;
    private final OrganisationId organisation;

    DeletableRows(ApplicationContext context, House house) {
        this.context = context;
        organisation = OrganisationId.parse(house.id()).orElseThrow();
    }

    /** Adds rows that come first in their list, by names that begin with two letters. */
    void add(String table, int count) {
        var values =
                switch (table) {
                    case "app_user" -> """
                            (organisation_id, id, first_name, last_name, type, role_id, status, created_at, created_by_kind)
                            select '%s'::uuid, gen_random_uuid(), 'Klara', 'Aa ' || n, 'INTERNAL',
                                   (select id from role where name = 'Viewer'), 'INVITED', now(), 'SYSTEM'
                            """;
                    case "terminated" -> """
                            (organisation_id, id, first_name, last_name, type, status, created_at, created_by_kind, last_role_name, last_role_id, terminated_by,
                             terminated_at, retained_until)
                            select '%s'::uuid, gen_random_uuid(), 'Klara', 'Aa ' || n, 'INTERNAL', 'TERMINATED', now(), 'SYSTEM',
                                   'Viewer', gen_random_uuid(), gen_random_uuid(), now(), current_date + 30
                            """;
                    case "role" -> """
                            (organisation_id, id, name, permissions, created_at)
                            select '%s'::uuid, gen_random_uuid(), 'Aa ' || n, array ['VIEW_PARTNERS'], now()
                            """;
                    case "partner" -> """
                            (organisation_id, id, name, status, created_at)
                            select '%s'::uuid, gen_random_uuid(), 'Aa ' || n, 'ACTIVE', now()
                            """;
                    default -> """
                            (organisation_id, id, name, about, frequency, created_at)
                            select '%s'::uuid, gen_random_uuid(), 'Aa ' || n, 'About', 'WEEKLY', now()
                            """;
                };
        run("insert into " + stored(table) + values.formatted(organisation.value()) + " from generate_series(1, "
                + count + ") n");
    }

    /** The first row that was added. */
    UUID added(String table) {
        return id("select id::text from %s where %s = 'Aa 1'"
                .formatted(stored(table), stored(table).equals("app_user") ? "last_name" : "name"));
    }

    UUID newestAttestation() {
        return id("select id::text from attestation order by attested_at desc, id desc limit 1");
    }

    void attested(int count) {
        run("""
                insert into attestation (organisation_id, id, user_id, attested_by_kind, attested_at, notice_version, language)
                select '%s'::uuid, gen_random_uuid(), gen_random_uuid(), 'OPERATOR', now() - make_interval(mins => n), 1, 'en'
                from generate_series(1, %s) n
                """.formatted(organisation.value(), count));
    }

    /** With all that a termination deletes. */
    void forget(UserId person) {
        for (var table : List.of("account", "credential", "one_time_link")) {
            run("delete from " + table + " where user_id = '" + person.value() + "'");
        }
        delete("app_user", person.value().toString());
    }

    void delete(String table, String id) {
        run("delete from " + stored(table) + " where id = '" + uuid(id) + "'");
    }

    void run(String script) {
        AsOwner.within(context, organisation, script);
    }

    private UUID id(String query) {
        return UUID.fromString(TenantContext.in(organisation, () -> context.getBean(TransactionTemplate.class)
                .execute(status -> context.getBean(JdbcClient.class)
                        .sql(query)
                        .query(String.class)
                        .single())));
    }

    private static String stored(String table) {
        return table.equals("terminated") ? "app_user" : table;
    }

    static UUID uuid(String id) {
        var end = id.indexOf('_');
        return end < 0
                ? UUID.fromString(id)
                : TypeId.parse(id.substring(0, end), id).orElseThrow();
    }
}
