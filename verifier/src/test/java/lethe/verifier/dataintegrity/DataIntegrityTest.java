package lethe.verifier.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.binary.Base58;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keys, document and signature are from the published test vectors of eddsa-jcs-2022 (W3C vc-di-eddsa, appendix B). */
class DataIntegrityTest {
    private static final String PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    private static final String PRIVATE = "3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
    private static final String DOCUMENT = """
            {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],
             "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],
             "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
             "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",
             "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
            """;
    private static final String SIGNATURE =
            "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void reproducesThePublishedSignature() {
        var signed = signed();

        assertThat(signed.at("/proof/proofValue").asString()).isEqualTo(SIGNATURE);
        assertThat(signed.at("/proof/verificationMethod").asString()).isEqualTo("did:key:" + PUBLIC + "#" + PUBLIC);
        assertThat(signed.at("/proof/created").asString()).isEqualTo("2023-02-24T23:36:38Z");
    }

    @Test
    void findsTheSigningKey() {
        assertThat(DataIntegrity.signer(signed())).map(DidKey::toString).hasValue("did:key:" + PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/name",
                "/credentialSubject/alumniOf",
                "/proof/created",
                "/proof/proofPurpose",
                "/proof/cryptosuite",
                "/proof/type",
                "/proof/verificationMethod",
                "/proof/proofValue"
            })
    void rejectsChangedDocuments(String changed) {
        var signed = signed();
        var parent = (ObjectNode) signed.at(changed.substring(0, changed.lastIndexOf('/')));
        var member = changed.substring(changed.lastIndexOf('/') + 1);
        parent.put(member, parent.path(member).asString() + "x");

        assertThat(DataIntegrity.signer(signed)).isEmpty();
    }

    @Test
    void rejectsAddedMembersAndOtherContexts() {
        var added = signed().put("admin", true);
        var other = signed();
        other.putArray("@context").add("https://elsewhere.example/context");

        assertThat(DataIntegrity.signer(added)).isEmpty();
        assertThat(DataIntegrity.signer(other)).isEmpty();
        assertThat(DataIntegrity.signer((ObjectNode) JSON.readTree(DOCUMENT))).isEmpty();
    }

    @Test
    void rejectsInvalidKeys() {
        for (var text : List.of(
                "",
                "did:key:",
                "did:key:z",
                "did:key:z6Mk",
                "did:key:" + PUBLIC + "#other",
                "did:web:" + PUBLIC,
                "did:key:" + PUBLIC.replace('M', 'N'),
                "did:key:z0OIl",
                "did:key:z" + "1".repeat(4000))) {
            assertThat(DidKey.parse(text)).as(text).isEmpty();
        }
        assertThat(DidKey.parse("did:key:" + PUBLIC)).isPresent();
    }

    private static ObjectNode signed() {
        var document = (ObjectNode) JSON.readTree(DOCUMENT);
        var key = DidKey.parse("did:key:" + PUBLIC).orElseThrow();
        return DataIntegrity.sign(document, key, Instant.parse("2023-02-24T23:36:38.999Z"), DataIntegrityTest::sign);
    }

    private static byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The key after the two bytes of its type. */
    private static PrivateKey privateKey() throws GeneralSecurityException {
        var decoded = new Base58().decode(PRIVATE);
        var raw = Arrays.copyOfRange(decoded, 2, decoded.length);
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, raw));
    }
}
