package lethe.identity.users;

import static org.assertj.core.api.Assertions.assertThat;

import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.database.Counters;
import lethe.platform.database.Counters.Read;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.TenantContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Searches 20,000 users as the application's role under row-level security. PostgreSQL's counters decide: which index,
 * how many rows, and no scan of the whole table.
 */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class ManyPeopleTest {
    private static final int MANY = 20_000;

    /** Rows read for a page of 50. */
    private static final long FEW = 2_000;

    @Autowired
    private Stage stage;

    @Autowired
    private UserStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    private House house;

    /**
     * Names of hexadecimal digits, so that other letters are rare: one in a thousand contains "needle", one in two
     * thousand "zq".
     */
    @BeforeAll
    void insertManyUsers() {
        house = stage.house();
        var role = house.role("Viewer");
        inHouse(() -> jdbc.sql("""
                        insert into app_user (id, organisation_id, first_name, last_name, type, role_id, status, created_at, created_by_kind)
                        select gen_random_uuid(), :organisation, 'x' || n % 2,
                               md5(n::text) || case n % 1000 when 0 then ' needle' else '' end
                                   || case n % 2000 when 7 then ' zq' else '' end,
                               'INTERNAL', :role, 'ACTIVE', now(), 'SYSTEM'
                        from generate_series(1, :count) n
                        """)
                .param("organisation", organisation().value())
                .param("role", RoleId.parse(role).orElseThrow().value())
                .param("count", MANY)
                .update());
        AsOwner.of(context).execute("vacuum analyze app_user");
    }

    /** Other tests expect few users. */
    @AfterAll
    void deleteThem() {
        AsOwner.of(context).execute("alter table app_user no force row level security");
        AsOwner.of(context).execute("delete from app_user where created_by_kind = 'SYSTEM'");
        AsOwner.of(context).execute("alter table app_user force row level security");
        AsOwner.of(context).execute("vacuum analyze app_user");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ,               app_user_in_order
            a,              app_user_in_order
            ab,             app_user_in_order
            z,              app_user_by_short_part
            zq,             app_user_by_short_part
            nee,            app_user_by_name
            needle,         app_user_by_name
            a needle,       any
            """)
    void answersEachSearchByAnIndex(@Nullable String query, String index) {
        var read = reading(query);

        assertThat(read.wholeTable()).as("scans of the whole table").isZero();
        assertThat(read.rows())
                .as("rows read for %d shown".formatted(read.shown()))
                .isLessThan(FEW);
        if (!index.equals("any")) {
            assertThat(read.indexes()).contains(index);
        }
    }

    @Test
    void findsShortWordsAnywhereInTheName() {
        assertThat(reading("zq").shown()).isEqualTo(10);
        assertThat(reading("q").shown()).isEqualTo(10);
        assertThat(reading("%").shown()).isZero();
    }

    private Read reading(@Nullable String query) {
        var filter = UserFilter.of(query, null, null, null, null, null);
        return inHouse(() ->
                new Counters(jdbc, "app_user").reading(() -> store.list(filter).size()));
    }

    private <T> T inHouse(TenantContext.Work<T> work) {
        return TenantContext.in(organisation(), () -> transaction.execute(status -> work.run()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
