package lethe.privacy.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a JSON-LD document. The members keep the order in which they were given, for whoever reads it. */
record Node(@JsonValue Map<String, Object> members) {
    Node {
        members = new LinkedHashMap<>(members);
    }

    static Node of(String... types) {
        return new Node(Map.of("@type", types.length == 1 ? types[0] : List.of(types)));
    }

    /** A thing that has a name of its own. */
    static Node of(Iri id, String type) {
        return new Node(Map.of("@id", id.text())).with("@type", type);
    }

    /** Something that DPV, or another vocabulary, has a name for. */
    static Node term(String name) {
        return new Node(Map.of("@id", name));
    }

    static Node typed(String type, String value) {
        return new Node(Map.of("@type", type)).with("@value", value);
    }

    Node with(String property, Object value) {
        members.put(property, value);
        return this;
    }

    /** The address that names something, and under which it is found by whoever may. */
    record Iri(String text) {}
}
