package lethe.privacy.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.personaldata.DataCategory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The retention periods set by the organisation in scope. Categories that are not set use the default. */
@Component
class LimitStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long FIRST = 1;
    private final JdbcClient jdbc;
    private final RoundTrips trips;

    LimitStore(JdbcClient jdbc, RoundTrips trips) {
        this.trips = trips;
        this.jdbc = jdbc;
    }

    record Chosen(Map<DataCategory, Integer> amounts, long version) {
        int amount(DataCategory kind) {
            return amounts.getOrDefault(kind, kind.usual());
        }
    }

    Chosen chosen() {
        return trips.ask(this::chosen);
    }

    Supplier<Chosen> chosen(RoundTrip trip) {
        var found = trip.query("select amounts, version from storage_limits", Map.of(), (row, number) -> chosen(row));
        return () -> found.get().stream().findFirst().orElseGet(() -> new Chosen(Map.of(), FIRST));
    }

    /** False if the periods have changed since that version. */
    boolean update(OrganisationId organisation, Map<DataCategory, Integer> amounts, long version) {
        return jdbc.sql("""
                insert into storage_limits (organisation_id, amounts, version)
                select :organisation, :amounts::jsonb, :next
                where :next = 2 or exists (select 1 from storage_limits)
                on conflict (organisation_id) do update
                set amounts = excluded.amounts, version = excluded.version
                where storage_limits.version = excluded.version - 1
                """)
                        .param("organisation", organisation.value())
                        .param("amounts", JSON.writeValueAsString(amounts))
                        .param("next", version + 1)
                        .update()
                == 1;
    }

    private static Chosen chosen(ResultSet row) throws SQLException {
        var amounts = new EnumMap<DataCategory, Integer>(DataCategory.class);
        amounts.putAll(JSON.readValue(row.getString("amounts"), new TypeReference<Map<DataCategory, Integer>>() {}));
        return new Chosen(amounts, row.getLong("version"));
    }
}
