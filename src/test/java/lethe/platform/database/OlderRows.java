package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts a row into every table of an older schema. All IDs are equal, so that every foreign key finds its row, and each column
 * gets a value of its type, unless a check constraint requires a certain word.
 */
final class OlderRows {
    static final UUID ID = UUID.fromString("019b0000-0000-7000-8000-000000000001");

    /** Not created by Lethe, or filled by the migrations. */
    private static final List<String> LEFT_OUT = List.of("flyway_schema_history", "key_holder");

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("uuid", "'" + ID + "'"),
            Map.entry("text", "'x'"),
            Map.entry("bytea", "sha256('x')"),
            Map.entry("integer", "1"),
            Map.entry("bigint", "1"),
            Map.entry("smallint", "1"),
            Map.entry("numeric", "1"),
            Map.entry("boolean", "false"),
            Map.entry("date", "'2026-11-01'"),
            Map.entry("timestamp with time zone", "now()"),
            Map.entry("jsonb", "'{}'"),
            Map.entry("text[]", "'{}'"));

    /** {@code column=value} or {@code table.column=value}. */
    private static final Map<String, String> WORDS = List.of(
                    "language='en'",
                    "handover='SET_UP'",
                    "decision='CONTINUE'",
                    "purpose='FIRST'",
                    "was='ACTIVE'",
                    "way='PROFILE'",
                    "state='WAITING'",
                    "website='https://x.example'",
                    "actor_kind='USER'",
                    "created_by_kind='USER'",
                    "attested_by_kind='USER'",
                    "one=true",
                    "only_one=true",
                    "session.kind='API'",
                    "mail.kind='invitation'",
                    "work.kind='MAIL'",
                    "support_channel.kind='EMAIL'",
                    "operator_support_channel.kind='EMAIL'",
                    "operator_secret.kind='TOKEN'",
                    "operator_newsletter.repeat_key='once'",
                    "newsletter_consent.act='SUBSCRIBED'",
                    "issue.status='DRAFT'",
                    "operator_issue.status='DRAFT'",
                    "partner.status='ACTIVE'",
                    "partner.deactivated_at=null",
                    "partner.deactivated_by=null",
                    "partner.deactivation_reason=null",
                    "app_user.type='EXTERNAL'",
                    "app_user.status='ACTIVE'",
                    "app_user.terminated_at=null",
                    "app_user.terminated_by=null",
                    "app_user.retained_until=null",
                    "staged_line.type='EXTERNAL'",
                    "user_import.status='CHECKED'",
                    "user_import.stopped=null",
                    "user_import.type=null",
                    "user_import.started_at=null",
                    "user_import.started_by=null",
                    "user_import.notice_version=null",
                    "user_import.language=null",
                    "access_review.status='PLANNED'",
                    "access_review.finding='NOT_SEEN'",
                    "access_review.act='TERMINATION'",
                    "access_review.type=null",
                    "access_review.stopped=null",
                    "access_review.started_at=null",
                    "access_review.started_by=null",
                    "access_review.language=null",
                    "access_review_person.outcome='WAITING'",
                    "access_review_person.why=null",
                    "audit_entry.salt=substr(sha256('x'), 1, 16)",
                    "idempotency_key.key=encode(sha256('x'), 'hex')",
                    "storage_limits.version=2",
                    "signing_key.id=repeat('k', 50)")
            .stream()
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> word[0], word -> word[1]));

    private final JdbcTemplate owner;

    OlderRows(JdbcTemplate owner) {
        this.owner = owner;
    }

    private record Column(String name, String type) {}

    /** In an order in which every foreign key finds its row. */
    void fill() {
        var waiting = new ArrayList<>(tables());
        var failed = new TreeMap<String, String>();
        var before = -1;
        while (!waiting.isEmpty() && waiting.size() != before) {
            before = waiting.size();
            failed.clear();
            waiting.removeIf(table -> isFilled(table, failed));
        }
        assertThat(failed).isEmpty();
    }

    private boolean isFilled(String table, Map<String, String> failed) {
        try {
            insert(table);
            return true;
        } catch (DataIntegrityViolationException notYet) {
            failed.put(table, String.valueOf(notYet.getMessage()));
            return false;
        }
    }

    private void insert(String table) {
        var columns = columns(table);
        owner.execute("insert into %s (%s) values (%s) on conflict do nothing"
                .formatted(
                        table,
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                        columns.stream().map(column -> value(table, column)).collect(Collectors.joining(", "))));
    }

    private static String value(String table, Column column) {
        var usual = WORDS.getOrDefault(column.name(), BY_TYPE.getOrDefault(column.type(), "null"));
        return WORDS.getOrDefault(table + "." + column.name(), usual);
    }

    List<String> tables() {
        var all = owner.queryForList("""
                select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname
                """, String.class);
        all.removeAll(LEFT_OUT);
        return all;
    }

    private List<Column> columns(String table) {
        return owner.query("""
                select quote_ident(attname), format_type(atttypid, null)
                from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                """, (row, number) -> new Column(row.getString(1), row.getString(2)), table);
    }

    /** The rows of each table as JSON. */
    Map<String, List<String>> all() {
        var all = new TreeMap<String, List<String>>();
        tables().forEach(table -> all.put(
                table, owner.queryForList("select to_jsonb(t)::text from " + table + " t order by 1", String.class)));
        return all;
    }
}
