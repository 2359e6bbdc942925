package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The API description, read as clients read it. */
record Description(JsonNode json) {
    String version() {
        return json.path("openapi").asString();
    }

    /** A call, such as {@code GET /api/v1/users}. */
    Stream<String> operations() {
        return json.path("paths").properties().stream().flatMap(path -> path.getValue().propertyNames().stream()
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    JsonNode operation(String method, String path) {
        return json.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    }

    /** The names of a shape's fields. */
    Set<String> fields(String shape) {
        return json.at("/components/schemas/" + shape + "/properties").propertyNames().stream()
                .collect(Collectors.toSet());
    }

    /** The names of the fields; optional ones end with a question mark. */
    Set<String> names(JsonNode schema) {
        var required = parts(schema)
                .flatMap(part -> part.path("required").valueStream())
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        return parts(schema)
                .flatMap(part -> part.path("properties").propertyNames().stream())
                .map(name -> required.contains(name) ? name : name + "?")
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    JsonNode member(JsonNode schema, String name) {
        return parts(schema)
                .map(part -> part.path("properties").path(name))
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElseThrow();
    }

    /** The alternatives of a schema. */
    Stream<JsonNode> alternatives(JsonNode schema) {
        var meant = followed(schema);
        return meant.has("oneOf") ? meant.path("oneOf").valueStream().map(this::followed) : Stream.of(meant);
    }

    /** Fails unless the response has all required fields and no undescribed ones. */
    void check(String method, String path, JsonNode answer) {
        var schema = operation(method, path).at("/responses/200/content/application~1json/schema");
        assertThat(fits(schema, answer))
                .as("%s %s answers %s", method, path, answer)
                .isTrue();
    }

    private boolean fits(JsonNode schema, JsonNode value) {
        return alternatives(schema).anyMatch(one -> fitsOne(one, value));
    }

    private boolean fitsOne(JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().allMatch(item -> fits(schema.path("items"), item));
        } else if (value.isObject() && schema.has("additionalProperties")) {
            return true;
        } else if (value.isObject()) {
            var names = names(schema);
            return names.stream().filter(name -> !name.endsWith("?")).allMatch(value::has)
                    && value.properties().stream()
                            .allMatch(
                                    member -> (names.contains(member.getKey()) || names.contains(member.getKey() + "?"))
                                            && fits(member(schema, member.getKey()), member.getValue()));
        } else {
            return !value.isString()
                    || value.asString().matches(schema.path("pattern").asString("(?s).*"));
        }
    }

    /** The schema itself and those it is composed of. */
    private Stream<JsonNode> parts(JsonNode schema) {
        var meant = followed(schema);
        return Stream.concat(Stream.of(meant), meant.path("allOf").valueStream().flatMap(this::parts));
    }

    private JsonNode followed(JsonNode schema) {
        return schema.has("$ref") ? json.at(schema.path("$ref").asString().substring(1)) : schema;
    }
}
