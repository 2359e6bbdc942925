package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lethe.verifier.verify.VerificationResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** How the named keys determine the result, and how both verifiers treat ambiguous forms. */
class KeysFromOutsideTest {
    private static final String SMALL = "MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @TempDir
    private Path place;

    @Test
    void withoutANamedKeyItIsAtMostConsistentAndAllUsedKeysAreListed() throws Exception {
        agree(made(TestKey.FIRST), Kind.CONSISTENT);
        agree(made(TestKey.SECOND), Kind.CONSISTENT);

        assertThat(ReceiptCheck.check(made(TestKey.FIRST).toString(), List.of()).unchecked())
                .containsExactly(TestKey.FIRST.known());
        assertThat(ReceiptCheck.check(made(TestKey.SECOND).toString(), List.of())
                        .unchecked())
                .containsExactly(TestKey.FIRST.known(), TestKey.SECOND.known());
    }

    @Test
    void isProvenOnceAllKeysAreNamed() throws Exception {
        agree(made(TestKey.FIRST), Kind.PROVEN, TestKey.FIRST);
        agree(made(TestKey.SECOND), Kind.PROVEN, TestKey.FIRST, TestKey.SECOND);
        agree(made(TestKey.SECOND), Kind.PROVEN, TestKey.SECOND, TestKey.FIRST);
    }

    @Test
    void requiresTheCheckpointsKeyAsWell() throws Exception {
        agree(made(TestKey.SECOND), Kind.CONSISTENT, TestKey.FIRST);

        assertThat(ReceiptCheck.check(made(TestKey.SECOND).toString(), List.of(TestKey.FIRST.known()))
                        .unchecked())
                .containsExactly(TestKey.SECOND.known());
    }

    @Test
    void aReceiptOfAnotherKeyIsFalse() throws Exception {
        agree(made(TestKey.FIRST), Kind.FALSE, TestKey.SECOND);
        agree(made(TestKey.SECOND), Kind.FALSE, TestKey.SECOND);
    }

    @Test
    void withoutAProofItIsPromisedWithAnyKeys() throws Exception {
        var file = made(TestKey.FIRST);
        file.remove("proof");

        agree(file, Kind.PROMISED);
        agree(file, Kind.PROMISED, TestKey.FIRST);
        agree((ObjectNode) file.path("receipt"), Kind.PROMISED, TestKey.FIRST);
        agree(file, Kind.FALSE, TestKey.SECOND);
    }

    @Test
    void anInvalidProofIsNotAPromise() throws Exception {
        for (var proof : List.of("null", "[]", "\"\"", "false", "0")) {
            var file = made(TestKey.FIRST);
            file.set("proof", Json.MAPPER.readTree(proof));
            agree(file, Kind.FALSE, TestKey.FIRST);
            agree(file, Kind.FALSE);
        }
    }

    @Test
    void rejectsUnpaddedAndNonCanonicalBase64() throws Exception {
        for (var member : List.of("signature", "publicKey")) {
            var file = made(TestKey.FIRST);
            var receipt = (ObjectNode) file.path("receipt");
            receipt.put(member, receipt.path(member).asString().replace("=", ""));
            agree(file, Kind.FALSE, TestKey.FIRST);
            agree(file, Kind.FALSE);
        }
        var hash = made(TestKey.FIRST);
        var proof = (ObjectNode) hash.path("proof");
        proof.putArray("hashes").add(proof.path("hashes").path(0).asString().replace("=", ""));
        agree(hash, Kind.FALSE, TestKey.FIRST);
        agree(line(first(), line -> line.replace("=", "")), Kind.FALSE, TestKey.FIRST);
    }

    @Test
    void aKeyWithTheWrongIdIsFalseButOtherKindsAreIgnored() throws Exception {
        for (var beside : List.of(TestKey.SECOND.publicKey(), SMALL, "", "AQI=")) {
            var file = made(TestKey.FIRST);
            file.withArray("/proof/keys")
                    .addObject()
                    .put("id", TestKey.FIRST.known().id())
                    .put("publicKey", beside);
            agree(file, Kind.FALSE, TestKey.FIRST);
            agree(file, Kind.FALSE);
        }
        var later = made(TestKey.FIRST);
        later.withArray("/proof/keys").addObject().put("id", "mldsa65-0123").put("publicKey", "whatever");
        agree(later, Kind.PROVEN, TestKey.FIRST);
    }

    @Test
    void theReceiptsKeyMustMatchItsId() throws Exception {
        for (var own : List.of(TestKey.SECOND.publicKey(), SMALL, "")) {
            var file = made(TestKey.FIRST);
            ((ObjectNode) file.path("receipt")).put("publicKey", own);
            agree(file, Kind.FALSE, TestKey.FIRST);
            agree(file, Kind.FALSE);
        }
    }

    @Test
    void ignoresOtherSignersLines() throws Exception {
        var witness = "— witness.example/w " + line("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        agree(line(first(), line -> line + "\n" + witness), Kind.PROVEN, TestKey.FIRST);
        agree(line(first(), line -> witness + "\n" + line), Kind.CONSISTENT);
        agree(line(first(), line -> witness), Kind.FALSE, TestKey.FIRST);
        agree(line(first(), line -> witness), Kind.FALSE);
    }

    @Test
    void allLinesOfKnownKeysMustMatch() throws Exception {
        var other = made(TestKey.SECOND)
                .path("proof")
                .path("checkpoint")
                .asString()
                .lines()
                .toList()
                .getLast();
        var forged = other.substring(0, other.length() - 4) + "AAA=";

        agree(line(made(TestKey.SECOND), line -> line + "\n" + line), Kind.PROVEN, TestKey.FIRST, TestKey.SECOND);
        agree(line(made(TestKey.SECOND), line -> line + "\n" + forged), Kind.FALSE, TestKey.FIRST, TestKey.SECOND);
        agree(line(made(TestKey.SECOND), line -> forged), Kind.FALSE, TestKey.FIRST, TestKey.SECOND);
        agree(line(first(), line -> line + "\n" + other), Kind.PROVEN, TestKey.FIRST, TestKey.SECOND);
        agree(line(first(), line -> line + "\n" + forged), Kind.FALSE, TestKey.FIRST, TestKey.SECOND);
        agree(line(first(), line -> line + "\n" + forged), Kind.PROVEN, TestKey.FIRST);
    }

    @Test
    void anInvalidLineInvalidatesTheNote() throws Exception {
        for (var line : List.of("", "— ", "— name", "— name AAAA", "- name " + line("AAAA"), "— a b " + line("AAAA"))) {
            agree(line(first(), right -> right + "\n" + line), Kind.FALSE, TestKey.FIRST);
        }
    }

    private static ObjectNode first() {
        return made(TestKey.FIRST);
    }

    private static ObjectNode made(TestKey ofTheCheckpoint) {
        return new MadeReceipt(TestKey.FIRST, ofTheCheckpoint).file();
    }

    private static String line(String base64) {
        return "AAAA" + base64;
    }

    /** The file with a changed signature line of its checkpoint. */
    private static ObjectNode line(ObjectNode file, java.util.function.UnaryOperator<String> change) {
        var proof = (ObjectNode) file.path("proof");
        var note = proof.path("checkpoint").asString();
        var line = note.lines().toList().getLast();
        proof.put("checkpoint", note.replace(line, change.apply(line)));
        return file;
    }

    private void agree(ObjectNode file, Kind expected, TestKey... named) throws Exception {
        var known = Stream.of(named).map(TestKey::known).toList();
        var verdict = ReceiptCheck.check(file.toString(), known);
        assertThat(verdict.kind()).as(String.join("\n", verdict.steps()) + file).isEqualTo(expected);
        assertThat(StrangersVerifier.verdict(
                        place,
                        file.toString(),
                        Arrays.stream(named).map(TestKey::publicKey).toArray(String[]::new)))
                .as("the other verifier, of " + file)
                .isEqualTo(expected.name().toLowerCase(Locale.ROOT));
    }
}
