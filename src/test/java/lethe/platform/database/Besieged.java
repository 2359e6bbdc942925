package lethe.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A migrated database with rows of two organisations in every table, and the application role's connection to it.
 *
 * <p>Uses Lethe's own PostgreSQL, or an external one named by {@code ROLE_TEST_DATABASE_URL} and {@code
 * ROLE_TEST_DATABASE_OWNER_URL}, which must be empty and cannot be used for anything else afterwards.
 */
final class Besieged implements AutoCloseable {
    static final UUID ACME = UUID.randomUUID();
    static final UUID OTHER = UUID.randomUUID();

    /** The SQLSTATE for writing a generated column. */
    private static final String GENERATED = "428C9";

    /** Values for columns that need specific ones: rows that every function would process if it did not check whose they are. */
    private static final Map<String, String> TEMPTING = Map.of(
            "app_user.status", "'TERMINATED'",
            "app_user.retained_until", "'1900-01-01'",
            "app_user.access_until", "'1900-01-01'",
            "audit_entry.at", "'1900-01-01'",
            "audit_entry.action", "'role.created'",
            "audit_leaf.entry_id", "(select id from audit_entry limit 1)",
            "audit_removed.applied", "null",
            "work.due", "'1900-01-01'",
            "organisation_details.name", "'A'");

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("uuid", "gen_random_uuid()"),
            Map.entry("text", "md5(random()::text)"),
            Map.entry("name", "md5(random()::text)"),
            Map.entry("bytea", "decode(md5(random()::text), 'hex')"),
            Map.entry("int2", "(random() * 30000)::integer"),
            Map.entry("int4", "(random() * 30000)::integer"),
            Map.entry("int8", "nextval('key_slot')"),
            Map.entry("numeric", "1"),
            Map.entry("bool", "true"),
            Map.entry("timestamptz", "now()"),
            Map.entry("date", "current_date"),
            Map.entry("jsonb", "'{}'"),
            Map.entry("_text", "'{}'"));

    private final DatabaseServer server;

    private Besieged(DatabaseServer server) {
        this.server = server;
    }

    static Besieged on(Path data) throws SQLException {
        var named = Optional.ofNullable(System.getenv("ROLE_TEST_DATABASE_URL"));
        var besieged = new Besieged(
                named.<DatabaseServer>map(url -> OwnServer.reach(url, System.getenv("ROLE_TEST_DATABASE_OWNER_URL")))
                        .orElseGet(() -> Servers.start(data)));
        Migrations.apply(besieged.server);
        besieged.settle();
        return besieged;
    }

    /** A table, and whether its rows belong to an organisation. */
    record Table(String name, boolean isTenants) {}

    List<Table> tables() throws SQLException {
        return ask(null, true, """
                select c.relname || ' ' || exists (select
                                                   from pg_attribute a
                                                   where a.attrelid = c.oid and a.attname = 'organisation_id')
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and c.relname <> 'flyway_schema_history'
                order by c.relname
                """).stream()
                .map(line -> line.split(" "))
                .map(parts -> new Table(parts[0], Boolean.parseBoolean(parts[1])))
                .toList();
    }

    List<String> columns(String table) throws SQLException {
        return ask(null, true, """
                select attname
                from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                order by attnum
                """.formatted(table));
    }

    /** Disables checks of values: only the owner of a row matters here. */
    private void settle() throws SQLException {
        try (var owner = owner()) {
            run(owner, """
                    do $$
                    declare
                        one record;
                    begin
                        for one in
                            select conrelid::regclass as held_in, conname
                            from pg_constraint
                            where connamespace = 'public'::regnamespace and contype in ('c', 'f')
                            order by contype = 'c'
                        loop
                            execute format('alter table %s drop constraint %I', one.held_in, one.conname);
                        end loop;
                    end
                    $$
                    """);
        }
        for (var table : tables()) {
            if (table.isTenants()) {
                settle(table.name(), ACME);
                settle(table.name(), OTHER);
            } else if (table.name().equals("organisation")) {
                run(
                        true,
                        null,
                        "insert into organisation (id, slug) values ('" + ACME + "', 'acme'), ('" + OTHER
                                + "', 'other')");
            } else if (!table.name().equals("key_holder")) {
                settle(table.name(), null);
            }
        }
    }

    private void settle(String table, @Nullable UUID organisation) throws SQLException {
        var values = new HashMap<String, String>();
        for (var line : ask(null, true, """
                select a.attname || ' ' || t.typname
                from pg_attribute a
                join pg_type t on t.oid = a.atttypid
                where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                """.formatted(table))) {
            var parts = line.split(" ");
            var tempting = TEMPTING.get(table + "." + parts[0]);
            values.put(
                    parts[0],
                    tempting != null ? tempting : java.util.Objects.requireNonNull(VALUES.get(parts[1]), line));
        }
        if (organisation != null) {
            values.put("organisation_id", "'" + organisation + "'");
        }
        var columns = List.copyOf(values.keySet());
        run(
                true,
                organisation,
                "insert into " + table + " (" + String.join(", ", columns) + ") values ("
                        + columns.stream().map(values::get).collect(Collectors.joining(", ")) + ")");
    }

    /** A digest per table of the rows of one organisation, or of those that belong to none. */
    Map<String, String> digest(@Nullable UUID organisation) throws SQLException {
        var digest = new TreeMap<String, String>();
        for (var table : tables()) {
            if (table.isTenants() == (organisation != null)) {
                var rows = "select coalesce(md5(string_agg(t::text, ',' order by t::text)), 'nothing') from "
                        + table.name() + " t"
                        + (organisation == null ? "" : " where organisation_id = '" + organisation + "'");
                digest.put(table.name(), ask(organisation, true, rows).getFirst());
            }
        }
        return digest;
    }

    /** Runs as the application and rolls back; the outcome is the result or the SQLSTATE of the refusal. */
    Outcome attempt(@Nullable UUID organisation, String sql) throws SQLException {
        return attempt(organisation, false, sql);
    }

    /** Runs as the application and commits. */
    Outcome commit(@Nullable UUID organisation, String sql) throws SQLException {
        return attempt(organisation, true, sql);
    }

    /**
     * @param state absent if nothing was refused
     * @param rows returned or changed
     */
    record Outcome(@Nullable String state, int rows, List<String> answer) {
        boolean isRefused() {
            return "42501".equals(state);
        }

        boolean isWithoutEffect() {
            return isRefused() || GENERATED.equals(state) || state == null && rows == 0;
        }
    }

    private Outcome attempt(@Nullable UUID organisation, boolean commits, String sql) throws SQLException {
        try (var connection = application()) {
            enter(connection, organisation);
            var outcome = outcome(connection, sql);
            if (commits && outcome.state() == null) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return outcome;
        }
    }

    private static Outcome outcome(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return new Outcome(null, Math.max(0, statement.getUpdateCount()), List.of());
            }
            var answer = new ArrayList<String>();
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    answer.add(String.valueOf(rows.getString(1)));
                }
            }
            return new Outcome(null, answer.size(), answer);
        } catch (SQLException refusal) {
            return new Outcome(refusal.getSQLState(), 0, List.of(String.valueOf(refusal.getMessage())));
        }
    }

    List<String> asOwner(@Nullable UUID organisation, String sql) throws SQLException {
        return ask(organisation, true, sql);
    }

    void run(boolean asOwner, @Nullable UUID organisation, String sql) throws SQLException {
        try (var connection = asOwner ? owner() : application()) {
            enter(connection, organisation);
            run(connection, sql);
            connection.commit();
        }
    }

    private List<String> ask(@Nullable UUID organisation, boolean asOwner, String sql) throws SQLException {
        try (var connection = asOwner ? owner() : application()) {
            enter(connection, organisation);
            var outcome = outcome(connection, sql);
            if (outcome.state() != null) {
                throw new SQLException(outcome.answer().getFirst() + " in " + sql, outcome.state());
            }
            connection.commit();
            return outcome.answer();
        }
    }

    private static void enter(Connection connection, @Nullable UUID organisation) throws SQLException {
        connection.setAutoCommit(false);
        run(
                connection,
                "select set_config('lethe.organisation', '" + (organisation == null ? "" : organisation) + "', true)");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new SQLException(failure.getMessage() + " in " + sql, failure);
        }
    }

    DatabaseCredentials login() {
        return server.application();
    }

    Connection application() throws SQLException {
        return connect(server.application());
    }

    private Connection owner() throws SQLException {
        return connect(java.util.Objects.requireNonNull(server.owner()));
    }

    private static Connection connect(DatabaseCredentials login) throws SQLException {
        return DriverManager.getConnection(login.url(), login.properties());
    }

    @Override
    public void close() {
        server.close();
    }
}
