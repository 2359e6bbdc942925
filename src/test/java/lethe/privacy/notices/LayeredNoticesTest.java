package lethe.privacy.notices;

import static lethe.privacy.notices.Wordings.draft;
import static lethe.privacy.notices.Wordings.english;
import static lethe.privacy.notices.Wordings.layered;
import static lethe.privacy.notices.Wordings.publish;
import static lethe.privacy.notices.Wordings.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.requests.SecretToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Layered notices over REST, and organisations created before layers. */
@LetheTest
class LayeredNoticesTest {
    @Autowired
    private Stage stage;

    @Autowired
    private Layering layering;

    @Autowired
    private ApplicationContext context;

    private House house;

    @BeforeEach
    void anOrganisation() {
        house = stage.house();
    }

    @Test
    void aSummaryAddsTheRegisterAndAHashOfAllLayers() {
        var version = published(house.ada(), layered("In short.", "# At length"));

        var text = text(version);
        assertThat(text.path("summary").asString()).isEqualTo("In short.");
        assertThat(text.path("markdown").asString()).isEqualTo("# At length");
        assertThat(text.path("register").asString()).contains("## Your account", "| E-mail address");
        assertThat(text.path("hash").asString())
                .isEqualTo(hash(new Layers(
                        "In short.", "# At length", text.path("register").asString())));
    }

    @Test
    void withoutASummaryOnlyTheTextIsHashed() {
        var version = published(house.ada(), english("# At length"));

        var text = text(version);
        assertThat(text.has("summary")).isFalse();
        assertThat(text.has("register")).isFalse();
        assertThat(text.path("hash").asString())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(SecretToken.sha256("# At length")));
    }

    @Test
    void changingADraftReplacesAllLayers() {
        var version = draft(house.ada(), layered("In short.", "# At length"));

        var changed = house.ada().put("/notices/" + version, layered("Shorter.", "# Longer"));
        var alone = house.ada().put("/notices/" + version, english("# Alone"));

        assertThat(changed.json().at("/texts/en/summary").asString()).isEqualTo("Shorter.");
        assertThat(alone.json().at("/texts/en").has("summary")).isFalse();
    }

    @Test
    void reportsErrorsInTheSummary() {
        var wrong = new HashMap<String, String>();
        wrong.put("word ".repeat(201), "notice.too-many-words");
        wrong.put(" \n", "required");
        wrong.put("", "required");
        wrong.put("a\u0000b", "control-character");
        wrong.put("x".repeat(50_001), "too-long");
        wrong.put("- x\n".repeat(2_001), "notice.too-many-lines");

        wrong.forEach((summary, code) -> {
            var answer = house.ada().post("/notices", layered(summary, "# At length"));
            assertThat(answer.status()).as(code).isEqualTo(422);
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("texts.en.summary");
            assertThat(answer.json().at("/errors").findValuesAsString("code")).contains(code);
        });
        assertThat(house.ada()
                        .post("/notices", layered("word ".repeat(200), "# At length"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesASummaryWithoutText() {
        var answer = house.ada().post("/notices", Map.of("texts", Map.of("en", Map.of("summary", "In short."))));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("texts.en.markdown");
    }

    @Test
    void refusesARegisterInTheRequest() {
        var answer = house.ada()
                .post(
                        "/notices",
                        Map.of("texts", Map.of("en", Map.of("summary", "s", "markdown", "m", "register", "nothing"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unknown-field");
    }

    @Test
    void theRegisterIsCurrentUntilPublication() {
        var frozen = published(house.ada(), layered("In short.", "# At length"));
        var open = draft(house.ada(), layered("In short.", "# At length"));
        var before = text(frozen);

        assertThat(house.ada()
                        .put(
                                "/organisation/retention",
                                Map.of("limits", List.of(Map.of("kind", "RETAINED_RECORD", "amount", 7))))
                        .status())
                .isEqualTo(200);

        assertThat(before.path("register").asString()).contains("10 years").doesNotContain("7 years");
        assertThat(text(frozen)).isEqualTo(before);
        assertThat(text(open).path("register").asString()).contains("7 years");
        assertThat(text(open).path("hash")).isNotEqualTo(before.path("hash"));
        publish(house.ada(), open, Map.of());
        assertThat(text(open).path("register").asString()).contains("7 years");
    }

    @Test
    void olderOrganisationsGetADraftOnce() {
        var klara = house.person(stage.anybody(), "Klara", "INTERNAL", "Viewer");
        fromBefore();

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            both.execute(layering::look);
            both.execute(layering::look);
        }
        layering.look();

        var notices = house.ada().get("/notices").json().path("items");
        assertThat(notices).hasSize(2);
        assertThat(notices.at("/0/status").asString()).isEqualTo("DRAFT");
        assertThat(notices.at("/0/texts/de/summary").asString()).contains("Wer es sieht");
        assertThat(notices.at("/1/current").asBoolean()).isTrue();
        assertThat(klara.api().get("/me").text("state")).isEqualTo("ACTIVE");
        assertThat(house.ada()
                        .get("/audit?action=notice.drafted")
                        .json()
                        .at("/items/0/actor/kind")
                        .asString())
                .isEqualTo("SYSTEM");
    }

    @Test
    void theDraftIsPublishedLikeAnyOther() {
        fromBefore();
        layering.look();

        var answer = publish(house.ada(), 2, Map.of());

        assertThat(answer.json().path("status").asString()).isEqualTo("PUBLISHED");
        assertThat(answer.json().at("/texts/en/register").asString()).contains("## Signing in");
    }

    private void fromBefore() {
        AsOwner.of(context)
                .update(
                        "insert into work (organisation_id, kind, subject, due) values (?, 'NOTICE_LAYERS', ?, now())",
                        organisation().value(),
                        organisation().value());
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private JsonNode text(int version) {
        return house.ada().get("/notices/" + version).json().at("/texts/en");
    }

    private static String hash(Layers layers) {
        return "sha256:" + HexFormat.of().formatHex(layers.hash());
    }
}
