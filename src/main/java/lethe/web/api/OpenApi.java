package lethe.web.api;

import static io.swagger.v3.oas.models.Components.COMPONENTS_SCHEMAS_REF;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.PublicAddress;
import lethe.platform.requests.RequiresPermission;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Adds to the OpenAPI description what springdoc cannot derive: who may call, and possible errors. */
@Configuration(proxyBeanMethods = false)
class OpenApi {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    private static final Set<String> OPEN =
            Set.of("/api/v1/keys", "/api/v1/sign-in", "/api/v1/password-reset", "/api/v1/receipts/{token}");

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class)
                .addAnnotationsToIgnore(RequestAttribute.class)
                .addSimpleTypePredicateForParameterObject(TypedIds::isOne);
    }

    @Bean
    OpenAPI apiDescription(PublicAddress address) {
        var components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        return new OpenAPI()
                .info(new Info().title("Lethe").version("1"))
                .servers(List.of(new Server().url(address.path() + "/")))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Describes who may call, from the same annotations as {@link Gate}. */
    @Bean
    OperationCustomizer whoMayCall() {
        return (operation, method) -> {
            var words = Stream.of(
                            Optional.ofNullable(method.getMethodAnnotation(RequiresPermission.class))
                                    .map(OpenApi::inWords),
                            Optional.ofNullable(method.getMethodAnnotation(InPerson.class))
                                    .map(OpenApi::inWords))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" "));
            if (!words.isEmpty()) {
                operation.description(words);
            }
            return operation;
        };
    }

    /** All errors are problems; the possible status codes depend on the kind of call. */
    @Bean
    OpenApiCustomizer possibleRefusals() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().forEach((path, calls) -> calls.readOperationsMap()
                    .forEach((method, operation) -> complete(path, method.name(), operation)));
        };
    }

    private static void complete(String path, String method, Operation operation) {
        var about = path.split("/")[3];
        operation.tags(List.of(about));
        operation.operationId(about + "." + operation.getOperationId().replaceAll("_\\d+$", ""));
        if (OPEN.contains(path)) {
            operation.security(List.of());
        }
        var answers = operation.getResponses();
        answers.replaceAll((status, answer) -> status.startsWith("4") ? refusal(Integer.parseInt(status)) : answer);
        for (var status : possible(path, method, operation)) {
            answers.putIfAbsent(String.valueOf(status), refusal(status));
        }
    }

    private static String inWords(RequiresPermission required) {
        var all = Arrays.stream(required.value()).map(Enum::name).toList();
        var any = Arrays.stream(required.any()).map(Enum::name).toList();
        return "Needs " + String.join(" and ", all) + String.join(" or ", any) + ".";
    }

    private static String inWords(InPerson inPerson) {
        var when = !inPerson.self().isEmpty()
                ? "For one's own id takes"
                : inPerson.where().isEmpty() ? "Takes" : "With " + inPerson.where() + ", takes";
        return when + " a session, no personal access token, and " + InPerson.PASSWORD
                + " unless the sign-in was within the last 5 minutes.";
    }

    private static List<Integer> possible(String path, String method, Operation operation) {
        var possible = new ArrayList<>(List.of(400, 401, 429, 503));
        if (!OPEN.contains(path)) {
            possible.add(403);
        }
        if (path.contains("{")) {
            possible.add(404);
        }
        if (!method.equals("GET")) {
            possible.addAll(List.of(409, 413, 415, 422));
        } else if (searches(operation)) {
            possible.add(422);
        }
        return possible;
    }

    private static boolean searches(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> one.getName().equals("query"));
    }

    private static ApiResponse refusal(int status) {
        var problem = new MediaType().schema(new Schema<>().$ref(COMPONENTS_SCHEMAS_REF + PROBLEM));
        return new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema()
                .properties(
                        Map.of("field", new StringSchema(), "code", new StringSchema(), "message", new StringSchema()))
                .required(List.of("code", "field", "message"));
        var members = new TreeMap<String, Schema>();
        members.put("type", new StringSchema().pattern("^/problems/[a-z-]+$"));
        members.put("title", new StringSchema());
        members.put("status", new IntegerSchema());
        members.put("detail", new StringSchema());
        members.put("support", new StringSchema());
        members.put("errors", new ArraySchema().items(error));
        members.put("missing", new ArraySchema().items(oneOf(Permission.values())));
        members.put("state", new StringSchema());
        members.put("holders", new IntegerSchema());
        members.put("current", new ObjectSchema());
        return new ObjectSchema().properties(members).required(List.of("type", "title", "status", "detail"));
    }

    private static StringSchema oneOf(Enum<?>[] words) {
        var schema = new StringSchema();
        Arrays.stream(words).map(Enum::name).forEach(schema::addEnumItem);
        return schema;
    }
}
