package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The API description matches the contract. */
@LetheTest
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiTest {

    /** Method, path, success status, and response schema; brackets: a list of it. */
    private static final String CALLS = """
            POST /sign-in 200 SignedIn
            POST /sign-out 204 -
            POST /password-reset 202 -
            GET /me 200 Me
            PATCH /me 200,202 Me
            POST /me/password 200 SignedIn
            POST /me/consent 200,202 State|OwnReceipt
            POST /me/recovery-codes 200 Codes
            GET /me/consents 200 [Attestation|OwnConsent|NewsletterConsent]
            GET /me/consents/receipt 200 -
            GET /me/audit 200 [Entry]+
            GET /me/data 200 OwnData
            GET /me/sign-ins 200 [Entry]+
            POST /me/termination 200,202 OwnReceipt
            GET /me/sessions 200 [Session]
            DELETE /me/sessions/{id} 204 -
            GET /me/tokens 200 [Token]
            POST /me/tokens 201 Token
            DELETE /me/tokens/{id} 204 -
            POST /users 201 User|Former
            GET /users 200 [User|Former]+
            GET /users/{id} 200 User|Former
            PATCH /users/{id} 200 User|Former
            POST /users/lookup 200 [User|Former]
            POST /users/{id}/suspension 200 User|Former
            DELETE /users/{id}/suspension 200 User|Former
            GET /users/imports 200 [Import]+
            POST /users/imports 202 Import
            GET /users/imports/{id} 200 Import
            DELETE /users/imports/{id} 202,204 -
            POST /users/imports/{id}/start 202 Import
            GET /users/imports/{id}/problems 200 [ImportProblem]+
            POST /users/imports/{id}/corrections 200 -
            GET /users/imports/{id}/links 200 -
            GET /users/findings 200 [Count]
            GET /users/findings/{finding} 200 [Found]+
            GET /users/reviews 200 [Review]+
            POST /users/reviews 201 Review
            GET /users/reviews/{id} 200 Review
            DELETE /users/reviews/{id} 204 -
            GET /users/reviews/{id}/people 200 [Reviewed]+
            POST /users/reviews/{id}/start 202 Review
            GET /users/reviews/{id}/receipts 200 -
            POST /users/reviews/{id}/links 200 -
            GET /users/export 200 -
            POST /users/{id}/sign-in-link 201 Link
            POST /users/{id}/termination 200,202 Receipt
            GET /users/{id}/receipt 200 ShownReceipt
            GET /receipts/{token} 200,202 ShownReceipt
            GET /users/{id}/consents 200 [Attestation|OwnConsent|NewsletterConsent]
            GET /roles 200 [Role]+
            POST /roles 201 Role
            GET /roles/{id} 200 Role
            PUT /roles/{id} 200 Role
            DELETE /roles/{id} 204 -
            GET /permissions 200 [Permission]
            GET /partners 200 [Partner]+
            GET /partners/{id} 200 Partner
            POST /partners 201 Partner
            PATCH /partners/{id} 200 Partner
            POST /partners/{id}/deactivation 200 Partner
            DELETE /partners/{id}/deactivation 200 Partner
            DELETE /partners/{id} 202,204 -
            GET /partners/{id}/billing-details 200 BillingDetails
            PUT /partners/{id}/billing-details 200,201 BillingDetails
            GET /audit 200 [Entry]+
            GET /audit/checkpoint 200 SignedCheckpoint
            GET /audit/proof/{entry} 200 EntryProof
            GET /keys 200 [PublishedKey]
            GET /notices 200 [Notice]+
            POST /notices 201 Notice
            PUT /notices/{version} 200 Notice
            POST /notices/{version}/publication 200 Notice
            GET /notices/current 200 Notice
            GET /notices/{version} 200 Notice
            GET /organisation 200 Organisation
            PUT /organisation 200 Organisation
            GET /newsletters 200 [Newsletter]+
            POST /newsletters 201 Newsletter
            GET /newsletters/{id} 200 Newsletter
            PUT /newsletters/{id} 200 Newsletter
            DELETE /newsletters/{id} 204 -
            GET /me/newsletters 200 [Choice]+
            PUT /me/newsletters/{id} 200 Choice
            GET /operator/newsletters 200 [Newsletter]+
            POST /operator/newsletters 201 Newsletter
            GET /operator/newsletters/{id} 200 Newsletter
            PUT /operator/newsletters/{id} 200 Newsletter
            DELETE /operator/newsletters/{id} 204 -
            GET /organisation/retention 200 LimitsView
            PUT /organisation/retention 200 LimitsView
            GET /newsletters/{id}/issues 200 [Issue]+
            POST /newsletters/{id}/issues 201 Issue
            GET /newsletters/{id}/issues/{number} 200 Issue
            PUT /newsletters/{id}/issues/{number} 200 Issue
            POST /newsletters/{id}/issues/{number}/test 202 Issue
            POST /newsletters/{id}/issues/{number}/sending 202 Issue
            POST /newsletters/{id}/issues/{number}/pause 202 Issue
            GET /operator/newsletters/{id}/issues 200 [Issue]+
            POST /operator/newsletters/{id}/issues 201 Issue
            GET /operator/newsletters/{id}/issues/{number} 200 Issue
            PUT /operator/newsletters/{id}/issues/{number} 200 Issue
            POST /operator/newsletters/{id}/issues/{number}/test 202 Issue
            POST /operator/newsletters/{id}/issues/{number}/sending 202 Issue
            POST /operator/newsletters/{id}/issues/{number}/pause 202 Issue
            GET /operator/organisations 200 [House]+
            POST /operator/organisations 201 Founded
            GET /usage 200 Usage
            """;

    @Autowired
    private Stage stage;

    private Description description;

    @BeforeAll
    void read() {
        description = new Description(stage.anybody().get("/openapi.json").json());
    }

    static Stream<String> calls() {
        return CALLS.lines();
    }

    @Test
    void isOpenApi31AndHasExactlyTheCalls() {
        var described = description.operations().map(one -> one.replace("/api/v1", ""));

        assertThat(description.version()).startsWith("3.1");
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(calls().map(line -> line.split(" ")[0] + " " + line.split(" ")[1])
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void describesEachCallsResponse(String line) {
        var cells = line.split(" ");
        var answers = description.operation(cells[0], "/api/v1" + cells[1]).path("responses");

        var well = answers.propertyNames().stream()
                .filter(status -> status.startsWith("2"))
                .sorted()
                .toList();
        assertThat(well).containsExactly(cells[2].split(","));
        var schema = answers.at("/" + (well.contains("202") && well.contains("204") ? "204" : well.getFirst())
                + "/content/application~1json/schema");
        if (cells[3].equals("-")) {
            assertThat(schema.isMissingNode()).isTrue();
        } else {
            checkShape(cells[3], schema);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void describesEachCallsRefusals(String line) {
        var cells = line.split(" ");
        var operation = description.operation(cells[0], "/api/v1" + cells[1]);
        var refusals = new TreeSet<>(Set.of("400", "429", "503"));
        if (!operation.has("security")) {
            refusals.addAll(Set.of("401", "403"));
        }
        if (cells[1].contains("{")) {
            refusals.add("404");
        }
        if (!cells[0].equals("GET")) {
            refusals.addAll(Set.of("409", "413", "415", "422"));
        }

        assertThat(operation.path("responses").propertyNames()).containsAll(refusals);
        refusals.forEach(status -> assertThat(operation
                        .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                        .asString())
                .endsWith("/Problem"));
    }

    @Test
    void describesOtherResponses() {
        assertThat(description
                        .operation("POST", "/api/v1/sign-in")
                        .path("responses")
                        .propertyNames())
                .contains("401", "410");
        assertThat(description
                        .operation("POST", "/api/v1/password-reset")
                        .path("responses")
                        .propertyNames())
                .contains("404");
        assertThat(description
                        .operation("GET", "/api/v1/users")
                        .path("responses")
                        .propertyNames())
                .contains("422");
        assertThat(description
                        .operation("GET", "/api/v1/audit")
                        .at("/parameters")
                        .valueStream()
                        .map(one -> one.path("name").asString()))
                .containsExactly("actor", "target", "action", "from", "to", "after", "limit");
        assertThat(description.fields("Problem"))
                .contains(
                        "type", "title", "status", "detail", "support", "errors", "missing", "state", "holders",
                        "current");
    }

    private void checkShape(String shape, JsonNode schema) {
        var list = shape.startsWith("[");
        var names = shape.replaceAll("[\\[\\]+]", "").split("\\|");
        if (list) {
            assertThat(description.names(schema))
                    .isEqualTo(shape.endsWith("+") ? Set.of("items", "next") : Set.of("items"));
        }
        var expected = Arrays.stream(names)
                .map(name -> Set.of(ResponseShapes.SHAPES.get(name).split(" ")))
                .collect(Collectors.toSet());
        var item = list ? description.member(schema, "items").path("items") : schema;

        assertThat(description.alternatives(item).map(description::names).collect(Collectors.toSet()))
                .isEqualTo(expected);
    }
}
