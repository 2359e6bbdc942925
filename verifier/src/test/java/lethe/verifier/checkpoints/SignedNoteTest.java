package lethe.verifier.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import lethe.verifier.merkle.Hash;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Published with the specification: c2sp.org/signed-note. */
    private static final String EXAMPLE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    @Test
    void verifiesThePublishedExample() throws GeneralSecurityException {
        var signer = example("example.com/foo");
        var note = SignedNote.parse(EXAMPLE).orElseThrow();

        assertThat(signer.verifierKey())
                .isEqualTo("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        assertThat(note.isSignedBy(signer)).isTrue();
        assertThat(note).hasToString(EXAMPLE);
    }

    @Test
    void refusesAnotherTextOrName() throws GeneralSecurityException {
        var changed = SignedNote.parse(EXAMPLE.replace("example message", "exemplary message"))
                .orElseThrow();

        assertThat(changed.isSignedBy(example("example.com/foo"))).isFalse();
        assertThat(SignedNote.parse(EXAMPLE).orElseThrow().isSignedBy(example("example.com/bar")))
                .isFalse();
    }

    @Test
    void aWrongLineOfTheSameKeyInvalidatesTheNote() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var signer = new Signer("lethe/org_x", pair.getPublic());
        var right = SignedNote.sign("one\n", signer, text -> sign(pair, text));
        var wrong = SignedNote.sign("two\n", signer, text -> sign(pair, text));

        assertThat(right.isSignedBy(signer)).isTrue();
        assertThat(SignedNote.parse(right.toString() + wrong.lines().getFirst() + "\n")
                        .orElseThrow()
                        .isSignedBy(signer))
                .isFalse();
    }

    @Test
    void rejectsOtherText() {
        assertThat(SignedNote.parse(EXAMPLE.replace("\n", "\r\n"))).isEmpty();
        assertThat(SignedNote.parse(EXAMPLE.replace("\n— ", "\n— a\r— "))).isEmpty();
        assertThat(SignedNote.parse(EXAMPLE.replace("This", "\tThis"))).isEmpty();
        assertThat(SignedNote.parse("")).isEmpty();
        assertThat(SignedNote.parse("a text\n")).isEmpty();
        assertThat(SignedNote.parse("a text\n\nno signature\n")).isEmpty();
        assertThat(SignedNote.parse(EXAMPLE.strip())).isEmpty();
    }

    @Test
    void aCheckpointHasThreeLines() {
        var checkpoint = new Checkpoint("lethe/org_x", 0, Hash.empty());

        assertThat(checkpoint.text()).isEqualTo("lethe/org_x\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(Checkpoint.parse(checkpoint.text())).contains(checkpoint);
        assertThat(Checkpoint.parse("lethe/org_x\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"))
                .isEmpty();
        assertThat(Checkpoint.parse("lethe/org_x\n1\nshort\n")).isEmpty();
    }

    private static Signer example(String name) throws GeneralSecurityException {
        var raw = Base64.getDecoder().decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        var encoded = new byte[X509.length + 32];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(raw, 1, encoded, X509.length, 32);
        return new Signer(name, Ed25519.key(encoded));
    }

    private static byte[] sign(KeyPair pair, byte[] text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
