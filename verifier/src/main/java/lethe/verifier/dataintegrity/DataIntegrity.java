package lethe.verifier.dataintegrity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lethe.verifier.checkpoints.Ed25519;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs documents and finds their signers: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3 (eddsa-jcs-2022). The signed
 * message is the SHA-256 of the proof without its value, followed by that of the document without its proof, both in RFC 8785
 * form.
 */
public final class DataIntegrity {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> SUITE = Map.of(
            "type", "DataIntegrityProof",
            "cryptosuite", "eddsa-jcs-2022",
            "proofPurpose", "assertionMethod");
    private static final String PROOF = "proof";
    private static final String VALUE = "proofValue";
    private static final String CONTEXT = "@context";

    private DataIntegrity() {}

    /**
     * The document with its proof.
     *
     * @param created truncated to the second
     * @param signer makes the key's Ed25519 signature (RFC 8032) of any bytes
     */
    public static ObjectNode sign(ObjectNode document, DidKey key, Instant created, UnaryOperator<byte[]> signer) {
        var proof = JSON.createObjectNode();
        SUITE.forEach(proof::put);
        proof.put("created", created.truncatedTo(ChronoUnit.SECONDS).toString());
        proof.put("verificationMethod", key.verificationMethod());
        if (document.has(CONTEXT)) {
            proof.set(CONTEXT, document.path(CONTEXT).deepCopy());
        }
        try {
            proof.put(VALUE, Multibase.encode(signer.apply(message(document, proof))));
        } catch (IOException noCanonicalForm) {
            throw new IllegalArgumentException(noCanonicalForm);
        }
        var signed = document.deepCopy();
        signed.set(PROOF, proof);
        return signed;
    }

    /** The key whose signature matches; empty if there is none, for whatever reason. */
    public static Optional<DidKey> signer(ObjectNode signed) {
        if (signed.path(PROOF) instanceof ObjectNode proof && isOfSuite(signed, proof)) {
            var key = DidKey.parse(proof.path("verificationMethod").asString(""));
            var signature = Multibase.decode(proof.path(VALUE).asString(""));
            return key.filter(did -> signature.isPresent() && fits(did, signed, proof, signature.get()));
        } else {
            return Optional.empty();
        }
    }

    private static boolean isOfSuite(ObjectNode signed, ObjectNode proof) {
        return SUITE.entrySet().stream().allMatch(one -> one.getValue()
                        .equals(proof.path(one.getKey()).asString("")))
                && proof.path(CONTEXT).equals(signed.path(CONTEXT));
    }

    private static byte[] message(ObjectNode document, ObjectNode proof) throws IOException {
        var options = hash(without(proof, VALUE));
        var message = Arrays.copyOf(options, 2 * options.length);
        System.arraycopy(hash(without(document, PROOF)), 0, message, options.length, options.length);
        return message;
    }

    private static JsonNode without(ObjectNode object, String member) {
        var rest = object.deepCopy();
        rest.remove(member);
        return rest;
    }

    private static byte[] hash(JsonNode node) throws IOException {
        try {
            var canonical = new JsonCanonicalizer(JSON.writeValueAsString(node)).getEncodedUTF8();
            return MessageDigest.getInstance("SHA-256").digest(canonical);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean fits(DidKey did, ObjectNode signed, ObjectNode proof, byte[] signature) {
        try {
            return Ed25519.isSigned(did.key(), message(signed, proof), signature);
        } catch (IOException malformed) {
            return false;
        }
    }
}
