package lethe.privacy.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a JSON-LD document. The members keep the order in which they were given, for whoever reads it. */
record JsonLdNode(@JsonValue Map<String, Object> members) {
    JsonLdNode {
        members = new LinkedHashMap<>(members);
    }

    static JsonLdNode of(String... types) {
        return new JsonLdNode(Map.of("@type", types.length == 1 ? types[0] : List.of(types)));
    }

    /** A thing that has a name of its own. */
    static JsonLdNode of(Iri id, String type) {
        return new JsonLdNode(Map.of("@id", id.text())).with("@type", type);
    }

    /** Something that DPV, or another vocabulary, has a name for. */
    static JsonLdNode term(String name) {
        return new JsonLdNode(Map.of("@id", name));
    }

    static JsonLdNode typed(String type, String value) {
        return new JsonLdNode(Map.of("@type", type)).with("@value", value);
    }

    JsonLdNode with(String property, Object value) {
        members.put(property, value);
        return this;
    }

    /** The address that names something, and under which it is found by whoever may. */
    record Iri(String text) {}
}
