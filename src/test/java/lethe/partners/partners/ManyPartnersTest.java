package lethe.partners.partners;

import static lethe.partners.partners.Companies.inTransaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.partners.partners.Partner.Status;
import lethe.platform.database.AsOwner;
import lethe.platform.database.Counters;
import lethe.platform.database.Counters.Read;
import lethe.platform.kernel.Page;
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

/**
 * Queries 100,000 partners with the application's database role under row-level security. Checks what PostgreSQL
 * reports as read: which index, how many rows, and no sequential scan.
 */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class ManyPartnersTest {
    private static final int MANY = 100_000;

    /** Rows read for a page of 50: more than shown, because deleted and non-matching rows are skipped. */
    private static final long FEW = 2_000;

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private House house;

    /**
     * Names consist of hexadecimal digits, so that other letters are rare: one in a thousand contains "needle", ten
     * contain "zq".
     */
    @BeforeAll
    void manyPartners() {
        house = stage.house();
        inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("""
                        insert into partner (id, organisation_id, name, category, status, created_at, deactivated_at, deactivated_by,
                                             deactivation_reason)
                        select gen_random_uuid(), :organisation,
                               md5(n::text) || case n % 1000 when 0 then ' needle' when 1 then ' ö' else '' end
                                   || case n % 10000 when 7 then ' zq' else '' end,
                               'Category ' || n % 500, case when off then 'DEACTIVATED' else 'ACTIVE' end, now(), case when off then now() end,
                               case when off then gen_random_uuid() end, case when off then 'no contract' end
                        from (select n, n % 200 = 0 as off from generate_series(1, :count) n) one
                        """)
                .param("organisation", Companies.organisation(house).value())
                .param("count", MANY)
                .update());
        AsOwner.of(context).execute("vacuum analyze partner");
    }

    /** Restores a platform with few partners for other tests. */
    @AfterAll
    void none() {
        inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("update partner set status = 'DELETED', website = null, category = null, deactivated_at = null,"
                        + " deactivated_by = null, deactivation_reason = null")
                .update());
        AsOwner.of(context).execute("vacuum analyze partner");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ,               ,            ,             partner_in_order
            ,               ACTIVE,      ,             partner_in_order
            ,               DEACTIVATED, ,             partner_deactivated
            ,               ,            Category 7,   partner_by_category
            a,              ,            ,             partner_in_order
            ab,             ,            ,             partner_in_order
            z,              ,            ,             partner_by_short_part
            zq,             ,            ,             partner_by_short_part
            o,              ,            ,             partner_by_short_part
            nee,            ,            ,             partner_by_name
            needle,         ,            ,             partner_by_name
            nowhere,        ,            ,             partner_by_name
            needle,         DEACTIVATED, ,             any
            zq,             ,            Category 7,   any
            a needle,       ,            ,             any
            """)
    void everyQueryUsesAnIndex(
            @Nullable String query, @Nullable Status status, @Nullable String category, String index) {
        var read = reading(PartnerFilter.of(query, status, category, null, null));

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
        assertThat(reading(PartnerFilter.of("zq", null, null, null, 200)).shown())
                .isEqualTo(10);
        assertThat(reading(PartnerFilter.of("q", null, null, null, 200)).shown())
                .isEqualTo(10);
        assertThat(reading(PartnerFilter.of("Ö", null, null, null, 200)).shown())
                .isEqualTo(100);
        assertThat(reading(PartnerFilter.of("%", null, null, null, 200)).shown())
                .isZero();
    }

    @Test
    void theLastPageCostsNoMoreThanTheFirst() {
        var last = inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("select id from partner order by sort_name desc, id desc offset 30 limit 1")
                .query(UUID.class)
                .single());

        var first = reading(PartnerFilter.of(null, null, null, null, null));
        var end = reading(PartnerFilter.of(null, null, null, Page.cursor(last), null));

        assertThat(first.shown()).isEqualTo(51);
        assertThat(end.shown()).isEqualTo(30);
        assertThat(end.wholeTable()).isZero();
        assertThat(end.rows()).isLessThanOrEqualTo(first.rows() + 5);
    }

    private Read reading(PartnerFilter filter) {
        return inTransaction(context, house, () -> new Counters(context.getBean(JdbcClient.class), "partner")
                .reading(() -> context.getBean(PartnerStore.class).list(filter).size()));
    }
}
