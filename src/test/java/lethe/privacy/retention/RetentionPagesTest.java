package lethe.privacy.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.personaldata.DataCategory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Setting retention periods, on the page and over REST: ranges, permissions and audit entries. */
@LetheTest
class RetentionPagesTest {
    private static final String API = "/organisation/retention";

    @Autowired
    private Stage stage;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void showsPeriodsRangesAndNextDeletions() {
        var page = house.ada().with("Accept-Language", "en").page(API).body();

        assertThat(page)
                .contains(
                        "Users who never signed in (days)", "14 to 365, default 90.", "Fixed periods", "within 35 days")
                .contains("The next deletion is due on");
        var api = house.ada().get(API).json();
        assertThat(api.path("version").asInt()).isEqualTo(1);
        assertThat(api.path("limits").size()).isEqualTo(DataCategory.values().length);
        assertThat(api.path("limits").valueStream())
                .anySatisfy(one -> {
                    assertThat(one.path("kind").asString()).isEqualTo("RETAINED_RECORD");
                    assertThat(one.path("unit").asString()).isEqualTo("YEARS");
                    assertThat(one.path("next").isMissingNode()).isTrue();
                })
                .anySatisfy(one -> {
                    assertThat(one.path("kind").asString()).isEqualTo("FIRST_SECRET");
                    assertThat(one.path("next").asString()).isNotEmpty();
                });
    }

    @Test
    void savesChangesAndAuditsThem() {
        var form = form();
        form.put("limits[1].amount", " 30 ");

        var saved = house.ada().form(API, form);

        assertThat(saved.status()).isEqualTo(303);
        assertThat(amount("UNUSED_INVITATION")).isEqualTo(30);
        assertThat(house.ada().get(API).json().path("version").asInt()).isEqualTo(2);
        var entries = house.ada()
                .get("/audit?action=organisation.limit-changed")
                .json()
                .path("items");
        assertThat(entries.size()).as("unchanged periods are not audited").isEqualTo(1);
        assertThat(entries.path(0).at("/actor/id").asString()).isEqualTo(house.adaId());
        assertThat(entries.path(0).path("facts").toString()).contains("unused-invitation", "90", "30");
    }

    @Test
    void keepsInputThatIsOutOfRange() {
        var form = form();
        form.put("limits[0].amount", "15");
        form.put("limits[1].amount", "soon");

        var refused = house.ada().with("Accept-Language", "en").form(API, form);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Enter a number from 1 to 14.",
                        "Enter a number from 14 to 365.",
                        "value=\"15\"",
                        "value=\"soon\"");
        assertThat(amount("FIRST_SECRET")).isEqualTo(7);
    }

    @Test
    void refusesFixedUnknownAndOutdatedPeriodsOverRest() {
        assertThat(put("RECEIPT_LINK", 31, null).status()).isEqualTo(422);
        assertThat(put("RECEIPT_LINK", 30, null).status()).isEqualTo(200);
        var out = put("RETAINED_RECORD", 0, null);
        assertThat(out.status()).isEqualTo(422);
        assertThat(out.json().at("/errors/0/field").asString()).isEqualTo("limits[0].amount");
        assertThat(out.json().at("/errors/0/code").asString()).isEqualTo("range");
        assertThat(put("FOR_EVER", 1, null).status()).isEqualTo(400);
        assertThat(house.ada().put(API, Map.of("years", 1)).status()).isEqualTo(400);
        assertThat(put("RETAINED_RECORD", 5, 1L).status()).isEqualTo(200);
        var outdated = put("RETAINED_RECORD", 6, 1L);
        assertThat(outdated.status()).isEqualTo(409);
        assertThat(outdated.problem()).isEqualTo("changed-meanwhile");
        assertThat(outdated.json().at("/current/version").asInt()).isEqualTo(2);
        assertThat(put("RETAINED_RECORD", 6, null).status())
                .as("last write wins")
                .isEqualTo(200);
        assertThat(amount("RETAINED_RECORD")).isEqualTo(6);
    }

    @Test
    void requiresManageOrganisation() {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();

        assertThat(vera.get(API).status()).isEqualTo(403);
        assertThat(vera.put(API, Map.of()).status()).isEqualTo(403);
        assertThat(vera.page(API).status()).isEqualTo(403);
    }

    @Test
    void periodsApplyToOneOrganisationOnly() {
        put("SESSION", 2, null);

        assertThat(stage.house().ada().get(API).body()).contains("\"kind\":\"SESSION\",\"amount\":12");
    }

    @Test
    void limitsTheLifetimeOfTokens() {
        put("ACCESS_TOKEN", 10, null);
        var mara =
                house.person(stage.anybody(), "Mara", "ADMIN", "Administrator").api();
        var now = java.time.Instant.now();

        var usual = mara.post("/me/tokens", Map.of("name", "a"));
        assertThat(java.time.Instant.parse(usual.text("expiresAt"))).isBefore(now.plus(java.time.Duration.ofDays(11)));
        var longer = Map.of(
                "name",
                "b",
                "expiresAt",
                now.plus(java.time.Duration.ofDays(11)).toString());
        assertThat(mara.post("/me/tokens", longer).status()).isEqualTo(422);
    }

    @Test
    void announcesTheEndOfUnusedInvitations() {
        var klara = house.create("Klara", Stage.email("klara"), "INTERNAL", "Viewer")
                .text("id");

        assertThat(house.ada()
                        .with("Accept-Language", "en")
                        .page("/users/" + klara)
                        .body())
                .contains("terminated automatically, with a receipt");
    }

    private lethe.Api.Answer put(String kind, int amount, @org.jspecify.annotations.Nullable Long version) {
        var body = new TreeMap<String, Object>(Map.of("limits", List.of(Map.of("kind", kind, "amount", amount))));
        if (version != null) {
            body.put("version", version);
        }
        return house.ada().put(API, body);
    }

    private int amount(String kind) {
        return house.ada()
                .get(API)
                .json()
                .path("limits")
                .valueStream()
                .filter(one -> one.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow()
                .path("amount")
                .asInt();
    }

    /** The form as the page shows it, unchanged. */
    private Map<String, String> form() {
        var form = new TreeMap<String, String>(Map.of("version", "1"));
        var row = 0;
        for (var kind : DataCategory.values()) {
            if (!kind.isFixed()) {
                form.put("limits[" + row + "].kind", kind.name());
                form.put("limits[" + row + "].amount", String.valueOf(kind.usual()));
                row++;
            }
        }
        return form;
    }
}
