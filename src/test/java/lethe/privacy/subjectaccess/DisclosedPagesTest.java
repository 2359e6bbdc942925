package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long lists of one's own data can be read to their end. */
class DisclosedPagesTest extends PersonWithData {
    private static final Pattern IMPORTS = Pattern.compile("import_[0-9a-z]{26}");
    private static final Pattern REQUESTS = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    @Test
    void aLongListLeadsToAllOfItsRows() {
        imports(60);

        var overview = page("/profile/data");
        assertThat(overview).contains("/profile/data?table=user_import", "The latest 10.", "Show all");
        var pages = pages("/profile/data?table=user_import");

        assertThat(pages).hasSize(3);
        assertThat(found(IMPORTS, pages))
                .hasSize(60)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Rows without ids that differ in nothing that orders them. */
    @Test
    void rowsOfOneMomentAreEachShownOnce() {
        in(() -> jdbc.sql("""
                insert into idempotency_key (organisation_id, actor_id, key, created_id, created_at)
                select :house, :vera, lpad(to_hex(n), 64, '0'), gen_random_uuid(), timestamptz '2020-01-01 00:00Z'
                from generate_series(1, 60) n
                """)
                .param("house", organisation().value())
                .param("vera", veraId)
                .update());

        var pages = pages("/profile/data?table=idempotency_key");

        assertThat(pages).hasSize(3);
        assertThat(found(REQUESTS, pages))
                .as("and the one of the user that Vera created")
                .hasSize(61)
                .doesNotHaveDuplicates();
    }

    /** A row without a time would be left out of the second page; credentials are one row, and have none. */
    @Test
    void everyRowHasATimeWhereTimesOrderThem() {
        var ordered = tables().entrySet().stream()
                .flatMap(table -> new TableWithUsers(table.getKey(), table.getValue())
                        .order().map(column -> table.getKey() + "." + column).stream())
                .filter(this::isOptional);

        assertThat(ordered).containsExactly("credential.first_secret_expires");
    }

    private boolean isOptional(String column) {
        return jdbc.sql("""
                select not attnotnull
                from pg_attribute
                where attrelid = split_part(:column, '.', 1)::regclass and attname = split_part(:column, '.', 2)
                """).param("column", column).query(Boolean.class).single();
    }

    @Test
    void everyTableHasAPage() {
        tables().keySet().forEach(table -> assertThat(
                        vera.api().page("/profile/data?table=" + table).status())
                .as(table)
                .isEqualTo(200));
    }

    @Test
    void showsOnlyOnesOwnRows() {
        imports(30);
        var nora = house.person(stage.anybody(), "Nora", "INTERNAL", "Administrator");

        assertThat(nora.api().page("/profile/data?table=user_import").body()).contains("No more entries.");
        assertThat(nora.api().page("/profile/data?table=account").body())
                .contains(nora.email())
                .doesNotContain(vera.email(), Stage.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table=pg_authid", "table=partner_contact%22", "table=", "table=session&after=x"})
    void refusesWhatDoesNotExist(String query) {
        assertThat(vera.api().page("/profile/data?" + query).status()).isEqualTo(400);
    }

    private List<String> pages(String first) {
        var pages = new ArrayList<String>();
        var address = first;
        while (address != null && pages.size() < 10) {
            var page = page(address);
            pages.add(page);
            var next = NEXT.matcher(page);
            address = next.find() ? next.group(1).replace("&amp;", "&").replaceFirst("^/o/[^/]+", "") : null;
        }
        return pages;
    }

    private String page(String address) {
        var page = vera.api().with("Accept-Language", "en").page(address);
        assertThat(page.status()).as(address).isEqualTo(200);
        return page.body();
    }

    private static List<String> found(Pattern what, List<String> pages) {
        return pages.stream()
                .flatMap(page -> what.matcher(page).results())
                .map(MatchResult::group)
                .toList();
    }

    private void imports(int many) {
        in(() -> jdbc.sql("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, :house,
                       timestamptz '2020-01-01 00:00Z' + n * interval '1 minute', :vera, 'CHECKED', n
                from generate_series(1, :many) n
                """)
                .param("house", organisation().value())
                .param("vera", veraId)
                .param("many", many)
                .update());
    }
}
