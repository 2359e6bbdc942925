package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Text that looks the same is the same: support addresses, and names in composed or decomposed form. */
@LetheTest
class TypedInOneFormTest {
    private static final String COMPOSED = "B\u00FCro";
    private static final String DECOMPOSED = "Bu\u0308ro";

    @Autowired
    private Stage stage;

    private House house;
    private Api ada;

    @BeforeEach
    void setTheScene() {
        house = stage.house();
        ada = house.ada();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\u200Bdpo@acme.example\u202C|dpo@acme.example",
                "\u00A0dpo@acme.example\uFEFF|dpo@acme.example",
                "info@straße.example|info@straße.example",
                "o'neill+dpo@acme.example|o'neill+dpo@acme.example"
            })
    void removesInvisibleCharactersFromSupportAddresses(String typed, String stored) {
        var channels = List.of(Map.of("kind", "EMAIL", "value", typed));

        var saved = ada.put("/organisation", Map.of("support", channels));

        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().at("/support/0/value").asString()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({COMPOSED + "," + DECOMPOSED, DECOMPOSED + "," + COMPOSED})
    void equalLookingNamesAreTheSame(String first, String second) {
        var roles = List.of(role(first), role(second));
        var newsletters = List.of(newsletter(first), newsletter(second));

        for (var both : List.of(roles, newsletters)) {
            assertThat(both.getFirst().status()).isEqualTo(201);
            assertThat(both.getFirst().text("name")).isEqualTo(COMPOSED);
            assertThat(both.getLast().problem()).isEqualTo("name-in-use");
        }
    }

    @ParameterizedTest
    @CsvSource({COMPOSED, DECOMPOSED})
    void partnersAreFoundInAnyForm(String typed) {
        var partner = ada.post("/partners", Map.of("name", typed, "category", typed));

        var renamed = ada.patch("/partners/" + partner.text("id"), Map.of("name", DECOMPOSED + " 2"));

        for (var category : List.of("B%C3%BCro", "Bu%CC%88ro")) {
            assertThat(ada.get("/partners?category=" + category).json().path("items"))
                    .hasSize(1);
        }
        assertThat(partner.text("name")).isEqualTo(COMPOSED);
        assertThat(renamed.text("name")).isEqualTo(COMPOSED + " 2");
    }

    /** U+0958 becomes two letters when composed (Composition Exclusion), and the limit is for stored text. */
    @Test
    void refusesTextThatExceedsTheLimitOnceComposed() {
        var roles = List.of(role("\u0958".repeat(60)), role("\u0958".repeat(61)));
        var partner = ada.post("/partners", Map.of("name", "\u0958".repeat(120)));

        assertThat(roles).extracting(Api.Answer::status).containsExactly(201, 422);
        assertThat(partner.status()).isEqualTo(422);
    }

    /** Users' names are kept as typed. */
    @Test
    void keepsUsersNamesAsTyped() {
        var created = house.create(DECOMPOSED, Stage.email("buero"), "EXTERNAL", "Viewer");

        assertThat(created.text("firstName")).isEqualTo(DECOMPOSED);
    }

    private Api.Answer role(String name) {
        return ada.post("/roles", Map.of("name", name, "permissions", List.of()));
    }

    private Api.Answer newsletter(String name) {
        return ada.post("/newsletters", Map.of("name", name, "about", "What is new.", "frequency", "Rarely."));
    }
}
