package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;
import static lethe.partners.partners.Companies.inTransaction;
import static lethe.partners.partners.Companies.names;
import static lethe.partners.partners.Companies.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searching, filtering and paging partners. */
@LetheTest
class PartnerListTest {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void sortsAlphabetically() {
        List.of("Zeta", "éclair", "acme", "Ärger", "Eden", "_x", "Acme")
                .forEach(name -> create(house.ada(), "name", name));

        assertThat(names(house.ada().get("/partners")))
                .containsExactly("_x", "acme", "Acme", "Ärger", "éclair", "Eden", "Zeta");
    }

    @Test
    void pagesWithoutGapsOrDuplicates() {
        var all = new ArrayList<String>();
        for (var number = 0; number < 7; number++) {
            create(house.ada(), "name", "Acme " + number / 2);
        }

        var cursor = "";
        do {
            var page = house.ada().get("/partners?limit=2" + cursor);
            page.json()
                    .path("items")
                    .valueStream()
                    .forEach(one -> all.add(one.path("id").asString()));
            cursor = page.json().path("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!cursor.isEmpty());

        assertThat(all).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void pagesPastADeletedPartner() {
        List.of("Acme", "Beta", "Gamma").forEach(name -> create(house.ada(), "name", name));
        var first = house.ada().get("/partners?limit=2");
        house.ada()
                .delete("/partners/"
                        + first.json().path("items").path(1).path("id").asString());

        var second = house.ada().get("/partners?limit=2&after=" + first.text("next"));

        assertThat(names(second)).containsExactly("Gamma");
    }

    @Test
    void twoPartnersMayHaveTheSameName() {
        create(house.ada(), "name", "Acme");

        assertThat(house.ada().post("/partners", with("name", "Acme")).status()).isEqualTo(201);
    }

    @Test
    void filtersByStatusAndCategory() {
        create(house.ada(), "name", "Acme", "category", "Agency");
        var beta = create(house.ada(), "name", "Beta", "category", "Agency");
        create(house.ada(), "name", "Gamma", "category", "Network");
        create(house.ada(), "name", "Delta");
        house.ada().post("/partners/" + beta + "/deactivation", with("reason", "No contract"));

        assertThat(names(house.ada().get("/partners"))).containsExactly("Acme", "Beta", "Delta", "Gamma");
        assertThat(names(house.ada().get("/partners?category=Agency"))).containsExactly("Acme", "Beta");
        assertThat(names(house.ada().get("/partners?status=ACTIVE"))).containsExactly("Acme", "Delta", "Gamma");
        assertThat(names(house.ada().get("/partners?status=DEACTIVATED"))).containsExactly("Beta");
        assertThat(names(house.ada().get("/partners?status=ACTIVE&category=Agency")))
                .containsExactly("Acme");
        assertThat(names(house.ada().get("/partners?category=None"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"muller, true", "MÜLLER sohn, true", "sohne, true", "hne üll, true", "müller x, false", "%, false"})
    void searchIgnoresCaseAndAccents(String query, boolean found) {
        create(house.ada(), "name", "Müller & Söhne Sohn");

        var list = house.ada().get("/partners?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        assertThat(names(list)).hasSize(found ? 1 : 0);
    }

    @Test
    void refusesToSearchForEmails() {
        var refused = house.ada().get("/partners?query=klara%40kanari.example");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("use-lookup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query=",
                "query=a%00b",
                "status=DELETED",
                "category=klara%40kanari.example",
                "category=a%00b",
                "after=x",
                "limit=0",
                "limit=201",
                "sort=name"
            })
    void refusesInvalidParameters(String parameter) {
        var refused = house.ada().get("/partners?" + parameter);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").path(0).path("field").asString())
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void usesIndexesUnderRowLevelSecurity() {
        fill(20_000);

        assertThat(scansOf("partner_by_name", PartnerFilter.of("needle", null, null, null, 10)))
                .isOne();
        assertThat(scansOf("partner_in_order", PartnerFilter.of(null, null, null, null, 10)))
                .isOne();
        assertThat(scansOf("partner_by_category", PartnerFilter.of(null, null, "Category 7", null, 10)))
                .isOne();
        assertThat(scansOf("partner_deactivated", PartnerFilter.of(null, Partner.Status.DEACTIVATED, null, null, 10)))
                .isOne();
        assertThat(scansOfCategories()).isEqualTo(11);
    }

    private void fill(int count) {
        inTransaction(context, house, () -> context.getBean(JdbcClient.class)
                .sql("""
                        insert into partner (id, organisation_id, name, category, status, created_at, deactivated_at, deactivated_by,
                                             deactivation_reason)
                        select gen_random_uuid(), :organisation, 'Company ' || md5(n::text) || case n % 1000 when 0 then ' needle' else '' end,
                               'Category ' || n % 10, case when off then 'DEACTIVATED' else 'ACTIVE' end, now(), case when off then now() end,
                               case when off then gen_random_uuid() end, case when off then 'no contract' end
                        from (select n, n % 200 = 0 as off from generate_series(1, :count) n) one
                        """)
                .param("organisation", Companies.organisation(house).value())
                .param("count", count)
                .update());
        // Flushes the pending list of the GIN index, which makes searches slower the longer it is.
        AsOwner.of(context).execute("vacuum analyze partner");
    }

    /** How often a page of the list scanned the index, provided the table itself was not scanned. */
    private long scansOf(String index, PartnerFilter filter) {
        return scans(index, () -> assertThat(context.getBean(PartnerStore.class).list(filter))
                .hasSize(11));
    }

    private long scansOfCategories() {
        return scans("partner_by_category", () -> assertThat(
                        context.getBean(PartnerStore.class).categories())
                .hasSize(10));
    }

    private long scans(String index, Runnable reading) {
        return inTransaction(context, house, () -> {
            var before = counted(index);
            var whole = counted("partner");
            reading.run();
            assertThat(counted("partner") - whole)
                    .as("scans of the whole table")
                    .isZero();
            return counted(index) - before;
        });
    }

    private long counted(String relation) {
        return context.getBean(JdbcClient.class)
                .sql("select pg_stat_get_xact_numscans(cast(:relation as regclass))")
                .param("relation", relation)
                .query(Long.class)
                .single();
    }
}
