package lethe.requests;

import static io.swagger.v3.oas.models.Components.COMPONENTS_SCHEMAS_REF;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.kernel.Needs;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** What springdoc cannot know by itself: who may call, and how every call may be refused. */
@Configuration(proxyBeanMethods = false)
class OpenApi {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    private static final Set<String> OPEN =
            Set.of("/api/v1/sign-in", "/api/v1/password-reset", "/api/v1/receipts/{token}");

    static {
        SpringDocUtils.getConfig()
                .addSimpleTypePredicateForParameterObject(type -> TypedIds.isOne(type) || Gate.isWhoActs(type));
    }

    @Bean
    OpenAPI apiDescription() {
        var components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        return new OpenAPI()
                .info(new Info().title("Lethe").version("1"))
                .servers(List.of(new Server().url("/")))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Who may call, read off the method as the gate reads it; who acts is no parameter of the query. */
    @Bean
    OperationCustomizer whoMayCall() {
        return (operation, method) -> {
            var needs = method.getMethodAnnotation(Needs.class);
            if (needs != null) {
                operation.description(inWords(needs));
            }
            if (operation.getParameters() != null) {
                operation.getParameters().removeIf(one -> actors(method).contains(one.getName()));
            }
            return operation;
        };
    }

    private static Set<String> actors(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .filter(one -> Gate.isWhoActs(one.getParameterType()))
                .map(one -> String.valueOf(one.getParameter().getName()))
                .collect(Collectors.toSet());
    }

    /** Every refusal has the shape of a problem; which are possible follows from the kind of call. */
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
        for (var status : possible(path, method)) {
            operation.getResponses().putIfAbsent(String.valueOf(status), refusal(status));
        }
    }

    private static String inWords(Needs needs) {
        var all = Arrays.stream(needs.value()).map(Enum::name).toList();
        var any = Arrays.stream(needs.any()).map(Enum::name).toList();
        return "Needs " + String.join(" and ", all) + String.join(" or ", any) + ".";
    }

    private static List<Integer> possible(String path, String method) {
        var possible = new ArrayList<>(List.of(400, 401, 429, 503));
        if (!OPEN.contains(path)) {
            possible.add(403);
        }
        if (path.contains("{")) {
            possible.add(404);
        }
        if (!method.equals("GET")) {
            possible.addAll(List.of(409, 413, 415, 422));
        }
        return possible;
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
        var members = new TreeMap<String, Schema>(Map.of(
                "type",
                new StringSchema().pattern("^/problems/[a-z-]+$"),
                "title",
                new StringSchema(),
                "status",
                new Schema<Integer>().type("integer"),
                "detail",
                new StringSchema(),
                "support",
                new StringSchema(),
                "errors",
                new ArraySchema().items(error)));
        return new ObjectSchema().properties(members).required(List.of("type", "title", "status", "detail"));
    }
}
