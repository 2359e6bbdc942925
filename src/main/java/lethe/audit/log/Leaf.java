package lethe.audit.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import lethe.audit.log.Entry.Who;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EntryId;
import lethe.platform.requests.Rfc3339;
import lethe.verifier.merkle.Hash;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An entry in the form that is hashed: the canonical form is all that is needed to recompute the hash. */
record Leaf(UUID id, Instant at, Actor actor, String action, Target target, Map<String, Object> facts, byte[] salt) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    byte[] hash() {
        return Hash.leaf(canonical()).bytes();
    }

    /** RFC 8785. Sorted JSON without white space already has this form, except for escapes and large numbers. */
    byte[] canonical() {
        var sorted = JSON.writeValueAsString(members());
        try {
            return sorted.indexOf('\\') < 0 && facts.values().stream().allMatch(Leaf::isPlain)
                    ? sorted.getBytes(StandardCharsets.UTF_8)
                    : new JsonCanonicalizer(sorted).getEncodedUTF8();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String factsAsJson() {
        return JSON.writeValueAsString(facts);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> facts(String json) {
        return JSON.readValue(json, Map.class);
    }

    @Nullable
    UUID actorId() {
        return actor.user() == null ? null : actor.user().value();
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Map<?, ?> members
                        && members.values().stream().allMatch(Leaf::isPlain);
    }

    private Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", new EntryId(id).toString());
        members.put("organisationId", actor.organisation().toString());
        members.put("at", Rfc3339.text(at));
        members.put("actor", actorMembers(Who.of(actor.kind(), actorId())));
        members.put("action", action);
        members.put("target", Map.of("kind", target.kind(), "id", target.id()));
        members.put("facts", facts);
        members.put("salt", HexFormat.of().formatHex(salt));
        return members;
    }

    private static Map<String, Object> actorMembers(Who who) {
        return who.id() == null
                ? Map.of("kind", who.kind().name())
                : Map.of("kind", who.kind().name(), "id", who.id());
    }
}
