package lethe.platform.personaldata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import lethe.platform.kernel.ResultColumns;
import lethe.platform.personaldata.EvidenceHolder.Row;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The usual evidence: rows of one table, each with a nonce. A row's hash is the SHA-256 of its nonce and the RFC 8785 form of its
 * columns as texts.
 *
 * @param subject the column with the person or thing that a row is about
 * @param since the column with its creation time
 * @param nonce the column without which the hash reveals nothing
 * @param columns those that are evidence, including {@code subject}
 */
public record EvidenceTable(
        String kind, String table, String subject, String since, String nonce, List<String> columns) {
    /** The length of a nonce in bytes. */
    public static final int NONCE = 16;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The columns that {@link #row} reads, for a {@code returning} clause, so that the stored values are hashed. */
    public String read() {
        return String.join(", ", columns) + ", " + since + " as evidence_since, " + nonce + " as evidence_nonce";
    }

    public Row row(ResultSet row, int number) throws SQLException {
        var key = row.getBytes("evidence_nonce");
        return new Row(
                kind,
                ResultColumns.uuid(row, subject),
                ResultColumns.instant(row, "evidence_since"),
                key == null ? null : hash(kind, key, values(row)));
    }

    public List<UUID> subjects(JdbcClient jdbc, @Nullable UUID after, int most) {
        return jdbc.sql("""
                select distinct %1$s
                from %2$s
                where (:after::uuid is null or %1$s > :after)
                order by %1$s
                limit :most
                """.formatted(subject, table))
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    public List<Row> rows(JdbcClient jdbc, Collection<UUID> subjects) {
        return jdbc.sql("select %s from %s where %s = any (:subjects)".formatted(read(), table, subject))
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(this::row)
                .list();
    }

    private Map<String, String> values(ResultSet row) throws SQLException {
        var values = new TreeMap<String, String>();
        for (var column : columns) {
            var value = row.getObject(column);
            if (value != null) {
                values.put(column, text(value));
            }
        }
        return values;
    }

    private static String text(Object value) {
        return switch (value) {
            case Timestamp time -> time.toInstant().toString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    /** Also for evidence that is not a plain row. */
    public static String hash(String kind, byte[] key, Map<String, String> values) {
        try {
            var form = new JsonCanonicalizer(JSON.writeValueAsString(Map.of(kind, values)));
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            digest.update(form.getEncodedString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
