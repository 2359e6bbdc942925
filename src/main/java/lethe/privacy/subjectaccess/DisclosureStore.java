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
import lethe.platform.kernel.UserId;
import lethe.platform.requests.UnbufferedJson;
import lethe.privacy.inventory.PersonalDataField;
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
     * How many rows name the person; more than {@link ExportSection#COUNTED} are not counted.
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

    /** Of those that are counted as shown, the newest: of each column as many, each found by its own index. */
    List<Map<String, Object>> newest(TableWithUsers holding, UserId person, int most) {
        var newest = holding.order()
                .map(column -> " order by it." + quoted(column) + " desc")
                .orElse("");
        var few = some(holding, holding.own(), "", newest + " limit " + most);
        return jdbc.sql("select it.* from " + quoted(holding.table()) + " it where it.ctid = any (array(" + few + "))"
                        + newest + " limit " + most)
                .param("person", person.value())
                .query((row, number) -> values(row))
                .list();
    }

    /** Whoever has done a million things waits no longer than others: no more is read than is counted. */
    Counts counts(TableWithUsers holding, UserId person) {
        var another = holding.whose()
                .map(datum -> " and it." + quoted(datum.column()) + " is distinct from :person")
                .orElse("");
        return jdbc.sql("select (" + count(holding, holding.own(), "") + ") as shown, ("
                        + count(holding, holding.others(), another) + ") as elsewhere")
                .param("person", person.value())
                .query((row, number) -> new Counts(row.getLong("shown"), row.getLong("elsewhere")))
                .single();
    }

    private static String count(TableWithUsers holding, List<PersonalDataField> columns, String and) {
        var oneMore = " limit " + (ExportSection.COUNTED + 1);
        return columns.isEmpty() ? "0" : "select count(*) from (" + some(holding, columns, and, oneMore) + ") found";
    }

    /** The places of rows that name the person in one of the columns, each row once. */
    private static String some(TableWithUsers holding, List<PersonalDataField> columns, String and, String end) {
        return columns.stream()
                .map(datum -> "(select it.ctid from " + quoted(holding.table()) + " it where it."
                        + quoted(datum.column()) + " = :person" + and + end + ")")
                .collect(Collectors.joining(" union "));
    }

    private static String from(TableWithUsers holding) {
        return quoted(holding.table()) + " it where ("
                + holding.names().stream()
                        .map(datum -> "it." + quoted(datum.column()) + " = :person")
                        .collect(Collectors.joining(" or "))
                + ")";
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
