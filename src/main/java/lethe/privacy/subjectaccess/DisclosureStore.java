package lethe.privacy.subjectaccess;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.UnbufferedJson;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads any table that the inventory knows: its names come from the catalogue, never from a request. */
@Component
class DisclosureStore {
    private static final JsonMapper JSON = UnbufferedJson.mapper();
    private static final int AT_ONCE = 500;
    private final JdbcClient jdbc;

    DisclosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many rows name the person.
     *
     * @param shown their own, and acts, which are of everybody they name
     * @param elsewhere other people's, and other people's things
     */
    record Counts(long shown, long elsewhere) {}

    /** The rows that name the person, fetched a few at a time: within the caller's transaction, and to be closed. */
    Stream<Map<String, Object>> rows(TableWithUsers holding, UserId person) {
        return jdbc
                .sql("select it.* from " + from(holding))
                .withFetchSize(AT_ONCE)
                .param("person", person.value())
                .query((row, number) -> values(row))
                .stream();
    }

    /** Of those that are counted as shown, the newest. */
    List<Map<String, Object>> newest(TableWithUsers holding, UserId person, int most) {
        var newest = holding.when()
                .map(datum -> " order by it." + quoted(datum.column()) + " desc nulls last")
                .orElse("");
        return jdbc.sql("select it.* from " + from(holding) + " and " + shown(holding) + newest + " limit " + most)
                .param("person", person.value())
                .query((row, number) -> values(row))
                .list();
    }

    Counts counts(TableWithUsers holding, UserId person) {
        return jdbc.sql("select count(*) filter (where " + shown(holding) + ") as shown, count(*) as all_of_them from "
                        + from(holding))
                .param("person", person.value())
                .query((row, number) ->
                        new Counts(row.getLong("shown"), row.getLong("all_of_them") - row.getLong("shown")))
                .single();
    }

    private static String from(TableWithUsers holding) {
        return quoted(holding.table()) + " it where ("
                + holding.names().stream()
                        .map(datum -> "it." + quoted(datum.column()) + " = :person")
                        .collect(Collectors.joining(" or "))
                + ")";
    }

    private static String shown(TableWithUsers holding) {
        return holding.whose()
                .map(datum -> "it." + quoted(datum.column()) + " = :person")
                .orElse("true");
    }

    /** Without what is absent. */
    private static Map<String, Object> values(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        var columns = row.getMetaData();
        for (var place = 1; place <= columns.getColumnCount(); place++) {
            var value = value(row, place, columns.getColumnTypeName(place));
            if (value != null) {
                values.put(columns.getColumnName(place), value);
            }
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, int place, String type) throws SQLException {
        var value = row.getObject(place);
        return switch (value) {
            case null -> null;
            case Timestamp time -> time.toInstant();
            case Date day -> day.toLocalDate();
            case Array array -> List.of((Object[]) array.getArray());
            default -> type.equals("jsonb") ? JSON.readTree(row.getString(place)) : value;
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
