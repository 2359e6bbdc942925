package lethe.verifier.verify;

import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import lethe.verifier.checkpoints.Ed25519;
import lethe.verifier.checkpoints.StrictBase64;
import lethe.verifier.merkle.Hash;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parses others' JSON strictly: text that can be read in two ways proves nothing. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException unreadable) {
            throw new Wrong("The file is not valid JSON, or has the same member twice.");
        }
        throw new Wrong("The file is not a JSON object.");
    }

    static String text(JsonNode object, String member) {
        var value = object.path(member);
        Wrong.unless(value.isString(), "The member " + member + " is missing.");
        return value.asString();
    }

    static long number(JsonNode object, String member) {
        var value = object.path(member);
        Wrong.unless(value.isIntegralNumber() && value.canConvertToLong(), "The number " + member + " is missing.");
        return value.asLong();
    }

    static List<String> texts(JsonNode object, String member) {
        Wrong.unless(object.path(member).isArray(), "The list " + member + " is missing.");
        return object.path(member).valueStream().map(each -> each.asString("")).toList();
    }

    static List<Hash> hashes(JsonNode object, String member) {
        return texts(object, member).stream().map(Json::hash).toList();
    }

    static Hash hash(String base64) {
        return Hash.parse(base64).orElseThrow(() -> new Wrong("A hash is invalid."));
    }

    /** RFC 8785. */
    static byte[] canonical(JsonNode node) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsString(node)).getEncodedUTF8();
        } catch (IOException unreadable) {
            throw new Wrong("The file has no canonical form.");
        }
    }

    static boolean isSigned(byte[] message, String signature, PublicKey key) {
        return StrictBase64.decode(signature)
                .filter(bytes -> Ed25519.isSigned(key, message, bytes))
                .isPresent();
    }
}
