package lethe.privacy.subjectaccess;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.UnbufferedJson;
import lethe.privacy.inventory.PersonalDataField;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads any table of the inventory. Table and column names come from the catalogue, never from a request. */
@Component
class DisclosureStore {
    private static final JsonMapper JSON = UnbufferedJson.mapper();
    private static final int AT_ONCE = 500;
    private final JdbcClient jdbc;

    DisclosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many rows refer to the person; counting stops beyond {@link ExportSection#COUNTED}.
     *
     * @param shown rows that belong to the person, and acts, which belong to everyone they name
     * @param elsewhere rows of other people or their things
     */
    record Counts(long shown, long elsewhere) {}

    /** Streams the rows that refer to the person. Needs the caller's transaction, and must be closed. */
    Stream<Map<String, Object>> rows(TableWithUsers table, UserId person) {
        return jdbc
                .sql("select it.* from " + from(table))
                .withFetchSize(AT_ONCE)
                .param("person", person.value())
                .query((row, number) -> values(row))
                .stream();
    }

    /** @param position in the table's {@link RowOrder} */
    record Row(UUID position, Map<String, Object> values) {}

    /**
     * Returns the newest of the rows counted as {@code shown}. Each column contributes at most as many, found through
     * its own index.
     *
     * @param after the position of the last row that is known; absent for the very newest
     */
    List<Row> newest(TableWithUsers table, UserId person, @Nullable UUID after, int most) {
        var order = RowOrder.of(table);
        var few = rowIds(table, table.own(), order.after(after), order.by() + " limit " + most);
        return jdbc.sql("select it.*" + order.columns() + " from " + quoted(table.name())
                        + " it where it.ctid = any (array(" + few + "))" + order.by() + " limit " + most)
                .param("person", person.value())
                .params(order.parameters(after))
                .query((row, number) -> new Row(order.position(row), values(row)))
                .list();
    }

    /** Reads no more rows than are counted, so that the time does not grow with a person's activity. */
    Counts counts(TableWithUsers table, UserId person) {
        var another = table.whose()
                .map(field -> " and it." + quoted(field.column()) + " is distinct from :person")
                .orElse("");
        return jdbc.sql("select (" + count(table, table.own(), "") + ") as shown, ("
                        + count(table, table.others(), another) + ") as elsewhere")
                .param("person", person.value())
                .query((row, number) -> new Counts(row.getLong("shown"), row.getLong("elsewhere")))
                .single();
    }

    private static String count(TableWithUsers table, List<PersonalDataField> columns, String and) {
        var oneMore = " limit " + (ExportSection.COUNTED + 1);
        return columns.isEmpty() ? "0" : "select count(*) from (" + rowIds(table, columns, and, oneMore) + ") found";
    }

    /** Selects the {@code ctid} of rows that refer to the person in one of the columns, without duplicates. */
    private static String rowIds(TableWithUsers table, List<PersonalDataField> columns, String and, String end) {
        return columns.stream()
                .map(field -> "(select it.ctid from " + quoted(table.name()) + " it where it." + quoted(field.column())
                        + " = :person" + and + end + ")")
                .collect(Collectors.joining(" union "));
    }

    private static String from(TableWithUsers table) {
        return quoted(table.name()) + " it where ("
                + table.names().stream()
                        .map(field -> "it." + quoted(field.column()) + " = :person")
                        .collect(Collectors.joining(" or "))
                + ")";
    }

    /** Leaves out null values. */
    private static Map<String, Object> values(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        var columns = row.getMetaData();
        for (var place = 1; place <= columns.getColumnCount(); place++) {
            var value = value(row, place, columns.getColumnTypeName(place));
            if (value != null && !RowOrder.isPosition(columns.getColumnName(place))) {
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

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
