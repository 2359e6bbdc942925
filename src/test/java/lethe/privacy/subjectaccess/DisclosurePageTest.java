package lethe.privacy.subjectaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** The page shows what the download contains, counted and in words. */
class DisclosurePageTest extends PersonWithData {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,}(_[A-Z]+)*|[a-z]+(\\.[a-z-]+)+");
    private static final Pattern SHOWN = Pattern.compile("(?s)<dd>(.*?)</dd>");
    private static final List<String> WORDS = List.of("stored.", "stored.kind.", "stored.way.", "audit.value.");

    @Autowired
    private MessageSource messages;

    @Test
    void thePageShowsTheSame() {
        var page = vera.api().with("Accept-Language", "en").page("/profile/data");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Vera", vera.email(), "canary token", "canary reason", "Download everything (JSON)")
                .contains("to sign the person in and to write to them", "until termination")
                .doesNotContain("argon2");
    }

    /** The time to build the page does not depend on the number of rows: counting stops at a thousand. */
    @Test
    void countsUpToAThousand() {
        many(999);
        assertThat(myData("en")).contains("<summary>Imports: 999 entries</summary>");
        many(1000);
        assertThat(myData("en")).contains("1,000 entries").doesNotContain("more than");
        many(2500);

        assertThat(myData("en")).contains("more than 1,000 entries");
        assertThat(myData("de")).contains("mehr als 1.000 Einträge");
        assertThat(records(vera.api().get("/me/data").json(), "user_import")).hasSize(2500);
    }

    private String myData(String language) {
        return vera.api()
                .with("Accept-Language", language)
                .page("/profile/data")
                .body();
    }

    private void many(int imports) {
        in(() -> jdbc.sql("""
                insert into user_import (id, organisation_id, created_at, created_by, status, lines)
                select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, :house,
                       timestamptz '2020-01-01 00:00Z' + n * interval '1 minute', :vera, 'CHECKED', n
                from generate_series(1, :many) n
                on conflict do nothing
                """)
                .param("house", organisation().value())
                .param("vera", veraId)
                .param("many", imports)
                .update());
    }

    /** Covers every stored constant, and the ids of people and things that have names. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void thePageHasWordsWhereTheDownloadHasCodes(String language) {
        plant();
        var codes = texts(vera.api().get("/me/data").json().path("data"))
                .filter(CODE.asMatchPredicate().or(text -> text.equals(vera.id()) || text.startsWith("role_")))
                .filter(text -> !text.equalsIgnoreCase("canary"))
                .collect(Collectors.toSet());

        var page = vera.api().with("Accept-Language", language).page("/profile/data");

        var shown = SHOWN.matcher(page.body()).results().map(one -> one.group(1).strip());
        assertThat(codes)
                .contains("INTERNAL", "user.created", "LEFT_OUT", vera.id())
                .hasSizeGreaterThan(15);
        assertThat(shown).isNotEmpty().doesNotContainAnyElementsOf(codes);
    }

    /** The possible values of a column are in its check constraint: a new constant needs a message. */
    @Test
    void everyStoredConstantHasAMessage() {
        var constants = jdbc.sql("""
                        select distinct pair[1] from pg_constraint
                        cross join lateral regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]{3,})''', 'g') as pair
                        where contype = 'c' and conrelid::regclass::text in (:tables)
                        """)
                .param("tables", tables().keySet())
                .query(String.class)
                .list();

        assertThat(constants).contains("INVITED", "LINK_BY_MAIL", "CONTINUE");
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(constants).allSatisfy(constant -> assertThat(
                            WORDS.stream().map(key -> messages.getMessage(key + constant, null, null, language)))
                    .as("%s in %s", constant, language)
                    .anyMatch(Objects::nonNull));
        }
    }
}
