package lethe.platform.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The platform's features as they are counted; without noise, unlike any running installation. */
@LetheTest
class CountingTest {
    private final Stage stage;
    private final Usage usage;
    private final Features features;
    private Day exact;

    @Autowired
    CountingTest(Stage stage, Usage usage, Features features) {
        this.stage = stage;
        this.usage = usage;
        this.features = features;
        this.exact = day();
    }

    @BeforeEach
    void countExactly() {
        exact = day();
    }

    @AfterEach
    void countNoMore() {
        usage.countIn(null);
    }

    @Test
    void countsEachPersonOncePerFeatureAndDay() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Manager");
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var manager = house.role("Manager");
        var form = house.form("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        var ada = house.person(stage.anybody(), "Ada", "ADMIN", "Administrator").api();
        begin();

        walk(ada, edo, manager, form);
        walk(ada, edo, manager, form);
        vera.api().get("/partners");
        vera.api().get("/partners");

        assertThat(counted())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("user-created", 1L),
                        Map.entry("users-searched", 1L),
                        Map.entry("user-viewed", 1L),
                        Map.entry("user-reassigned", 1L),
                        Map.entry("user-terminated", 1L),
                        Map.entry("roles-viewed", 1L),
                        Map.entry("audit-log-viewed", 1L),
                        Map.entry("token-created", 1L),
                        Map.entry("recovery-codes-renewed", 1L),
                        Map.entry("partner-created", 1L),
                        Map.entry("partner-changed", 1L),
                        Map.entry("partner-deactivated", 1L),
                        Map.entry("partner-deleted", 1L),
                        Map.entry("partners-viewed", 2L)));
    }

    @Test
    void countsSignInAndTermination() {
        var house = stage.house();
        begin();

        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");
        vera.api().page("/profile");
        vera.api().post("/me/termination", Map.of());

        assertThat(counted())
                .containsEntry("signed-in", 2L)
                .containsEntry("password-changed", 2L)
                .containsEntry("profile-viewed", 1L)
                .containsEntry("account-left", 1L);
    }

    @Test
    void respectsGlobalPrivacyControl() {
        var house = stage.house();
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        var manager = house.role("Manager");
        var form = house.form("Klara", Stage.email("klara"), "EXTERNAL", "Viewer");
        var ada = house.person(stage.anybody(), "Ada", "ADMIN", "Administrator").api();
        begin();

        walk(ada.with("Sec-GPC", "1"), edo, manager, form);

        assertThat(counted()).isEmpty();
    }

    @Test
    void acceptsOnlyTheSpecifiedValue() {
        var house = stage.house();
        begin();

        house.ada().with("Sec-GPC", "0").get("/audit");

        assertThat(counted()).containsOnlyKeys("audit-log-viewed");
    }

    @Test
    void doesNotCountRefusedRequests() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        begin();

        vera.api().get("/audit");
        vera.api().get("/users");
        vera.api().post("/partners", Map.of("name", "Nobody"));
        house.ada().post("/users", Map.of());

        assertThat(counted()).isEmpty();
    }

    @Test
    void featuresAndTheirSentencesMatchInBothLanguages() throws Exception {
        for (var language : List.of("en", "de")) {
            var sentences = new TreeMap<String, String>();
            for (var file : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*_" + language + ".properties")) {
                Properties texts = PropertiesLoaderUtils.loadProperties(new EncodedResource(file, "UTF-8"));
                texts.forEach((key, text) -> sentences.put((String) key, (String) text));
            }

            assertThat(sentences.keySet().stream().filter(key -> key.startsWith("feature.")))
                    .containsExactlyElementsOf(
                            names().stream().map(name -> "feature." + name).toList());
        }
    }

    @Test
    void refusesUnregisteredFeatures() {
        begin();

        assertThatThrownBy(() -> usage.count(new Feature("unheard-of"), 1)).hasMessageContaining("unheard-of");
        assertThatThrownBy(() -> new Feature("With Spaces")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void walk(Api ada, String edo, String manager, Map<String, Object> form) {
        ada.post("/users", form);
        ada.get("/users?query=klara");
        ada.get("/users/" + edo);
        ada.patch("/users/" + edo, Map.of("roleId", manager));
        ada.post("/users/" + edo + "/termination", Map.of());
        ada.get("/roles");
        ada.get("/audit");
        ada.post("/me/tokens", Map.of("name", "script"));
        ada.post("/me/recovery-codes", Map.of());
        var partner = ada.post("/partners", Map.of("name", "Bolt")).text("id");
        ada.patch("/partners/" + partner, Map.of("name", "Bolt and Nut"));
        ada.post("/partners/" + partner + "/deactivation", Map.of("reason", "over"));
        ada.get("/partners?query=bolt");
        ada.delete("/partners/" + partner);
    }

    private void begin() {
        usage.countIn(exact);
    }

    private Map<String, Long> counted() {
        exact.close();
        var counted = new TreeMap<String, Long>();
        exact.figures().orElseThrow().forEach((feature, count) -> {
            if (count > 0) {
                counted.put(feature.name(), count);
            }
        });
        return counted;
    }

    private List<String> names() {
        return StreamSupport.stream(features.spliterator(), false)
                .map(Feature::name)
                .toList();
    }

    private Day day() {
        var today = LocalDate.now(ZoneOffset.UTC);
        return new Day(Objects.requireNonNull(today), features, () -> 0, new SplittableRandom(9));
    }
}
