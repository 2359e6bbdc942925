package lethe.privacy.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a JSON-LD document. Members keep their order of insertion, for human readers. */
record JsonLdNode(@JsonValue Map<String, Object> members) {
    JsonLdNode {
        members = new LinkedHashMap<>(members);
    }

    static JsonLdNode of(String... types) {
        return new JsonLdNode(Map.of("@type", types.length == 1 ? types[0] : List.of(types)));
    }

    /** A node with an identifier. */
    static JsonLdNode of(Iri id, String type) {
        return new JsonLdNode(Map.of("@id", id.text())).with("@type", type);
    }

    /** A reference to a term of DPV or another vocabulary. */
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

    /** An address that identifies something, and from which authorised readers can retrieve it. */
    record Iri(String text) {}
}
