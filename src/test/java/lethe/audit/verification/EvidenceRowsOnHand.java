package lethe.audit.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.personaldata.EvidenceHolder;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The evidence of an organisation, accessed as the owner of the database. */
record EvidenceRowsOnHand(ApplicationContext context, OrganisationId organisation) {
    /** Replacement values that the tables accept, by column; for other columns by type. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("language", "case language when 'en' then 'de' else 'en' end"),
            Map.entry("attested_by_kind", "case attested_by_kind when 'USER' then 'OPERATOR' else 'USER' end"),
            Map.entry("decision", "case decision when 'CONTINUE' then 'REFUSE' else 'CONTINUE' end"),
            Map.entry("handover", "case handover when 'SET_UP' then 'LINK_BY_MAIL' else 'SET_UP' end"),
            Map.entry("act", "case act when 'SUBSCRIBED' then 'UNSUBSCRIBED' else 'SUBSCRIBED' end"),
            Map.entry("way", "case way when 'API' then 'ONE_CLICK' else 'API' end"),
            Map.entry("receipt", "replace(receipt, '\"self\":false', '\"self\":true')"));

    private static final Map<String, String> UNREFERRED =
            Map.of("app_user", " and status = 'TERMINATED'", "newsletter_consent", " and act = 'UNSUBSCRIBED'");

    private static final Map<String, String> OF_TYPE = Map.of(
            "text", "%s || 'x'",
            "bytea", "sha256(%s)",
            "uuid", "gen_random_uuid()",
            "bigint", "%s + 1",
            "integer", "%s + 1",
            "timestamp with time zone", "%s + interval '1 microsecond'");

    long count(EvidenceHolder of) {
        return Objects.requireNonNull(ask("select count(*) from " + of.table() + mine(), Long.class));
    }

    /** Changes a column of one row, runs the work, and restores the value. */
    void changed(EvidenceHolder of, String column, Runnable work) {
        var row = anyRow(of);
        var before = read("select %s from %s where ctid = '%s'".formatted(column, of.table(), row));
        var changed = execute("update %s set %s = %s where ctid = '%s' returning ctid::text"
                .formatted(of.table(), column, other(of.table(), column), row));
        work.run();
        write("update %s set %s = ? where ctid = '%s'".formatted(of.table(), column, changed), before);
    }

    void deleteOne(EvidenceHolder of) {
        execute("delete from %s where ctid = '%s' returning 'done'".formatted(of.table(), anyRow(of)));
    }

    /** Inserts a copy of a row, with the given differences. */
    void insertOne(EvidenceHolder of, Map<String, String> differing) {
        var columns = Objects.requireNonNull(ask("""
                select string_agg(column_name, ', ' order by ordinal_position)
                from information_schema.columns
                where table_name = '%s' and is_generated = 'NEVER'
                """.formatted(of.table()), String.class));
        var values = List.of(columns.split(", ")).stream()
                .map(column -> differing.getOrDefault(column, column))
                .toList();
        execute("insert into %s (%s) select %s from %s where ctid = '%s' returning 'done'"
                .formatted(of.table(), columns, String.join(", ", values), of.table(), anyRow(of)));
    }

    boolean hasNonce(String table) {
        return !"0".equals(ask("""
                select count(*)::text
                from information_schema.columns
                where table_name = '%s' and column_name like '%%nonce'
                """.formatted(table), String.class));
    }

    String execute(String statement) {
        return Objects.requireNonNull(ask(statement, String.class));
    }

    private String other(String table, String column) {
        var type = ask(
                "select data_type from information_schema.columns where table_name = '%s' and column_name = '%s'"
                        .formatted(table, column),
                String.class);
        var usual = Objects.requireNonNull(OF_TYPE.get(type), column + " is of type " + type);
        return OTHERS.getOrDefault(column, String.format(Locale.ROOT, usual, column));
    }

    /** A row that no other row refers to. */
    private String anyRow(EvidenceHolder of) {
        return execute("select ctid::text from %s%s%s order by ctid desc limit 1"
                .formatted(of.table(), mine(), UNREFERRED.getOrDefault(of.table(), "")));
    }

    /** Sets the scope for the owner, who is bound by row-level security as well. */
    private String mine() {
        return " where organisation_id = '" + organisation.value() + "'";
    }

    private Object read(String statement) {
        return Objects.requireNonNull(ask(statement, Object.class));
    }

    private void write(String statement, Object value) {
        within(jdbc -> jdbc.update(statement, value));
    }

    private <T> T ask(String statement, Class<T> type) {
        return within(jdbc -> jdbc.queryForObject(statement, type));
    }

    private <T> T within(java.util.function.Function<JdbcTemplate, T> work) {
        return AsOwner.of(context).execute((ConnectionCallback<T>) connection -> in(connection, work));
    }

    private <T> T in(Connection connection, java.util.function.Function<JdbcTemplate, T> work) throws SQLException {
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        jdbc.queryForObject(
                "select set_config('lethe.organisation', ?, false)",
                String.class,
                organisation.value().toString());
        return work.apply(jdbc);
    }
}
