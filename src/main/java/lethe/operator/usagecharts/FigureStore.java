package lethe.operator.usagecharts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import lethe.platform.usage.EpsilonBudget;
import lethe.platform.usage.Feature;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class FigureStore {
    private final JdbcClient jdbc;

    FigureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param parts the number of nodes whose counts are included */
    record Published(LocalDate day, Feature feature, long count, int parts, EpsilonBudget guarantee) {}

    /** The nodes' published counts, added up, by day and feature name. */
    List<Published> published(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select p.day, p.feature, sum(p.count)::bigint as count, count(*)::integer as parts, d.epsilon, d.nodes
                from usage_partial p
                join usage_day d using (day)
                where p.day between :from and :to
                group by p.day, p.feature, d.epsilon, d.nodes
                order by p.day, p.feature collate "C"
                """)
                .param("from", from)
                .param("to", to)
                .query(FigureStore::row)
                .list();
    }

    private static Published row(ResultSet row, int number) throws SQLException {
        return new Published(
                row.getObject("day", LocalDate.class),
                new Feature(row.getString("feature")),
                row.getLong("count"),
                row.getInt("parts"),
                new EpsilonBudget(row.getBigDecimal("epsilon"), row.getInt("nodes")));
    }
}
