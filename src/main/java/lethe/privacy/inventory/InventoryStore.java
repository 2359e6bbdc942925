package lethe.privacy.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.UserId;
import lethe.privacy.inventory.Terms.Fate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the declarations that {@code holds_personal} stored as column comments, from the catalogue of the database in
 * use.
 */
@Component
class InventoryStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final JdbcClient jdbc;

    InventoryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ordered by creation of tables and columns. */
    List<PersonalDataField> personal() {
        return jdbc.sql("""
                select t.relname, c.attname, format_type(c.atttypid, null) as type, col_description(t.oid, c.attnum) as terms
                from pg_class t
                join pg_attribute c on c.attrelid = t.oid
                where t.relnamespace = 'public'::regnamespace
                and t.relkind in ('r', 'p')
                and c.attnum > 0
                and not c.attisdropped
                and col_description(t.oid, c.attnum) like '{%'
                order by t.oid, c.attnum
                """).query(InventoryStore::datum).list();
    }

    /** Returns the holdings that exist for a person, in a single query. */
    Supplier<List<Holding>> there(RoundTrip trip, Search search, UserId person) {
        return trip.query(search.sql(), Map.of("person", person.value()), (row, number) -> search.holdings()
                .get(row.getInt("place")));
    }

    /** The holdings and the query that finds which of them exist. */
    record Search(List<Holding> holdings, String sql) {
        static Search of(List<Holding> holdings) {
            var each = IntStream.range(0, holdings.size())
                    .mapToObj(place -> "select " + place + " as place where exists ("
                            + holdings.get(place).query() + ")")
                    .collect(Collectors.joining(" union all "));
            return new Search(List.copyOf(holdings), each + " order by place");
        }
    }

    private static PersonalDataField datum(ResultSet row, int number) throws SQLException {
        var terms = JSON.readTree(row.getString("terms"));
        return new PersonalDataField(
                row.getString("relname"),
                row.getString("attname"),
                row.getString("type"),
                Group.of(terms.path("group").asString(""), row.getString("relname") + "." + row.getString("attname")),
                new Terms(
                        terms.path("purpose").asString(),
                        terms.path("basis").asString(),
                        terms.path("retention").asString(),
                        terms.path("recipients").asString(),
                        Fate.valueOf(terms.path("atTermination").asString().toUpperCase(Locale.ROOT))),
                called(terms));
    }

    private static Called called(JsonNode terms) {
        var names = terms.path("names")
                .valueStream()
                .map(naming -> JSON.treeToValue(naming, Called.Naming.class))
                .toList();
        return new Called(terms.path("word").asString(""), names);
    }
}
