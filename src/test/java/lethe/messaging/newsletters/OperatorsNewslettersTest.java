package lethe.messaging.newsletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;

/** The operator's newsletters, which every organisation reads and none changes. */
class OperatorsNewslettersTest extends TwoPublishers {
    @Test
    void listsBothPublishersByName() {
        create(house.ada(), "/newsletters", "beta");
        create(operator, "/operator/newsletters", "Alpha");
        create(stage.house().ada(), "/newsletters", "Another house’s");
        create(operator, "/operator/newsletters", "Gamma");
        var viewer = house.person(stage.anybody(), "Vera", "EXTERNAL", "Viewer").api();

        var first = viewer.get("/newsletters?limit=2");
        var second = viewer.get("/newsletters?limit=2&after=" + first.text("next"));

        assertThat(names(first)).containsExactly("Alpha", "beta");
        assertThat(names(second)).containsExactly("Gamma");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(items(first).getFirst().path("publisher").asString()).isEqualTo("OPERATOR");
        assertThat(viewer.get("/newsletters?after=nothing").status()).isEqualTo(400);
    }

    @Test
    void organisationsReadButCannotChangeTheOperatorsNewsletters() {
        var id = create(operator, "/operator/newsletters", "Product news").text("id");

        assertThat(house.ada().get("/newsletters/" + id).text("publisher")).isEqualTo("OPERATOR");
        assertThat(house.ada().put("/newsletters/" + id, Map.of("name", "Ours")).problem())
                .isEqualTo("operators-own");
        assertThat(house.ada().delete("/newsletters/" + id).problem()).isEqualTo("operators-own");
        assertThat(operator.get("/operator/newsletters/" + id).text("name")).isEqualTo("Product news");
        var ours = create(house.ada(), "/newsletters", "Ours").text("id");
        assertThat(operator.get("/operator/newsletters/" + ours).status()).isEqualTo(404);
        assertThat(operator.put("/operator/newsletters/" + ours, Map.of("name", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void endsTheOperatorsNewsletterInEveryOrganisationWithEvidence() throws InterruptedException {
        var id = create(operator, "/operator/newsletters", "Product news").text("id");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer").api();
        var edo = stage.house()
                .person(stage.anybody(), "Edo", "EXTERNAL", "Viewer")
                .api();
        vera.put("/me/newsletters/" + id, Map.of("subscribed", true));
        edo.put("/me/newsletters/" + id, Map.of("subscribed", true));

        operator.put("/operator/newsletters/" + id, Map.of("about", "Something else."));

        assertThat(items(vera.get("/me/newsletters"))
                        .getFirst()
                        .path("subscribed")
                        .asBoolean())
                .as("immediately")
                .isFalse();
        for (var person : List.of(vera, edo)) {
            awaitEvidence(person, "CHANGED");
        }
        vera.put("/me/newsletters/" + id, Map.of("subscribed", true));
        operator.delete("/operator/newsletters/" + id);
        awaitEvidence(vera, "WITHDRAWN");
        assertThat(edo.get("/me/consents").body()).doesNotContain("WITHDRAWN");
        assertThat(vera.get("/me/consents").body()).contains("from the operator of this platform by e-mail");
    }

    private static void awaitEvidence(Api person, String way) throws InterruptedException {
        var end = System.nanoTime() + 30_000_000_000L;
        while (!person.get("/me/consents").body().contains(way) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(person.get("/me/consents").body()).contains("\"way\":\"" + way + "\"");
    }

    private static List<String> names(Answer list) {
        return items(list).stream().map(one -> one.path("name").asString()).toList();
    }
}
