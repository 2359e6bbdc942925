package lethe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import lethe.web.shell.Asking;
import lethe.web.shell.WebSlice;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = WebSlice.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenApiDocumentTest {
    private static final String CREATE = "/paths/~1api~1v1~1samples/post";
    private static final String CHANGE = "/paths/~1api~1v1~1samples~1{id}/patch";

    @LocalServerPort
    private int port;

    @Test
    void describesTheApiAndNothingElse() throws Exception {
        var api = api();

        assertThat(api.get("openapi").asString()).startsWith("3.1");
        assertThat(api.at("/info/title").asString()).isEqualTo("Lethe");
        assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(names(api.get("paths"))).isNotEmpty().allMatch(path -> path.startsWith("/api/v1/"));
    }

    @Test
    void documentsErrors() throws Exception {
        var api = api();

        assertThat(names(api.at(CREATE + "/responses")))
                .contains("201", "400", "401", "403", "409", "413", "415", "422", "429", "503")
                .doesNotContain("200", "404");
        assertThat(names(api.at(CHANGE + "/responses"))).contains("404");
        assertThat(api.at(CREATE + "/responses/422/content/application~1problem+json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(api.at("/components/schemas/Problem/properties/errors/items/required"))
                .hasSize(3);
    }

    @Test
    void documentsPermissions() throws Exception {
        var api = api();

        assertThat(api.at(CREATE + "/description").asString()).isEqualTo("Needs MANAGE_USERS.");
        assertThat(api.at(CREATE + "/security").isMissingNode()).isTrue();
        assertThat(api.at(CREATE + "/parameters")).isEmpty();
    }

    @Test
    void describesIdsAsStrings() throws Exception {
        var id = api().at(CHANGE + "/parameters/0");

        assertThat(id.get("name").asString()).isEqualTo("id");
        assertThat(id.at("/schema/type").asString()).isEqualTo("string");
        assertThat("user_01h455vb4pex5vsknk084sn02q")
                .matches(id.at("/schema/pattern").asString());
    }

    @Test
    void documentsRequiredProperties() throws Exception {
        var schemas = api().at("/components/schemas");

        assertThat(schemas.at("/SampleApiShape/required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("id", "type", "at", "day", "items");
        assertThat(schemas.at("/PageString/required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("items", "next");
        assertThat(schemas.at("/PageString/properties/next/type")).hasSize(2);
    }

    @Test
    void expandsFiltersIntoParameters() throws Exception {
        var parameters = api().at("/paths/~1api~1v1~1samples/get/parameters");

        assertThat(parameters.valueStream().map(one -> one.get("name").asString()))
                .containsExactly("limit", "after", "by", "type");
    }

    private JsonNode api() throws Exception {
        var answer = Asking.ask(port, "GET", "/api/v1/openapi.json").answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        return answer.json();
    }

    private static Collection<String> names(JsonNode object) {
        return object.propertyNames();
    }
}
