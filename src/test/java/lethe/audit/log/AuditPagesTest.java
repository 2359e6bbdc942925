package lethe.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class AuditPagesTest {
    private static final Pattern ACTION =
            Pattern.compile("record\\(\\s*(?:\\w+,\\s*)?[\\w.()]+,\\s*\"([a-z]+\\.[a-z-]+)\"");

    @Autowired
    private Stage stage;

    @Test
    void describesWhoDidWhatToWhom() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().patch("/users/" + id, Map.of("type", "INTERNAL", "roleId", house.role("Manager")));

        var page = house.ada().page("/audit").body();

        assertThat(page)
                .contains("User created and consent attested", "Type or role reassigned", "Organisation created")
                .contains("Type before: External", "Type: Internal", "Role before: Viewer", "Role: Manager")
                .contains("<a href=\"/users/" + id + "\">Klara Kanari</a>", "Ada Admin</a>", "the operator");
    }

    @Test
    void listsNewestFirst() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.ada().post("/users/" + id + "/termination", Map.of());

        var page = house.ada().page("/audit?target=" + id).body();

        assertThat(page.indexOf("<tbody"))
                .isLessThan(page.lastIndexOf("Keys to a user’s data destroyed"))
                .isPositive();
        assertThat(page.lastIndexOf("User terminated")).isLessThan(page.lastIndexOf("User created and"));
    }

    @Test
    void filtersByPersonActionAndDay() {
        var house = stage.house();
        var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer");

        var target = house.ada().page("/audit?target=" + klara + "&actor=&action=&from=&to=");
        var action = house.ada().page("/audit?action=user.created");
        var past = house.ada().page("/audit?to=2001-01-01");
        var future = house.ada().page("/audit?from=2001-01-01&actor=" + house.adaId());

        assertThat(target.body()).contains("Klara Kanari").doesNotContain("Edo Kanari");
        assertThat(rows(action.body())).isEqualTo(3);
        assertThat(past.body()).contains("No entries");
        assertThat(future.body()).contains("Klara Kanari", "Edo Kanari");
    }

    /** A name, an impossible date: the page repeats the typed filter and marks the invalid field. */
    @ParameterizedTest
    @CsvSource({
        "/audit, actor, Klara Kanari",
        "/audit, target, <b>Klara</b>",
        "/audit, from, yesterday",
        "/audit, to, 2026-02-30",
        "/consents, version, latest",
    })
    void marksAnInvalidField(String page, String field, String typed) {
        var house = stage.house();

        var refused = house.ada()
                .with("Accept-Language", "en")
                .page(page + "?action=user.created&act=GIVEN&" + field + "=" + URLEncoder.encode(typed, UTF_8));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains("id=\"" + field + "-error\"", "value=\"" + typed.replace("<", "&lt;") + "\"")
                .doesNotContain("<tbody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/export.csv?from=yesterday",
                "/audit/export.json?actor=Klara",
                "/consents/export/csv?version=latest"
            })
    void exportsNothingWithAnInvalidFilter(String file) {
        var house = stage.house();

        var refused = house.ada().with("Accept-Language", "en").page(file);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).containsIgnoringCase("<!doctype html>").doesNotContain("user.created", "entry_");
    }

    @Test
    void keepsBothNamesAndDoesNotTreatACursorAsAFilter() {
        var house = stage.house();

        assertThat(house.ada().page("/audit?actor=Klara&target=Edo").body())
                .contains("value=\"Klara\"", "value=\"Edo\"", "id=\"actor-error\"");
        assertThat(house.ada().page("/audit?after=nowhere").body()).doesNotContain("role=\"search\"");
        assertThat(house.ada().get("/audit?actor=Klara").problem()).isEqualTo("invalid-parameter");
    }

    @Test
    void keepsTheFiltersOnTheNextPage() {
        var house = stage.house();
        var id = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                .text("id");
        for (var time = 0; time < 26; time++) {
            house.ada().get("/users/" + id);
        }

        var first = house.ada().page("/audit?action=user.viewed&target=" + id).body();
        var next = Pattern.compile("href=\"([^\"]+after=[^\"]+)\"").matcher(first);

        assertThat(next.find()).isTrue();
        var rest = house.ada().page(next.group(1).replace("&amp;", "&")).body();
        assertThat(rows(first)).isEqualTo(25);
        assertThat(rows(rest)).isEqualTo(1);
    }

    @Test
    void everyRecordedActionHasATextAndCanBeSelected() throws IOException {
        var recorded = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                ACTION.matcher(Files.readString(file)).results().forEach(found -> recorded.add(found.group(1)));
            }
        }

        assertThat(recorded).contains("user.created").isSubsetOf(AuditSearch.ACTIONS);
    }

    private static int rows(String page) {
        return page.split("<time ", -1).length - 1;
    }
}
