package lethe.verifier.checkpoints;

import static lethe.fuzzing.Readers.Reader.ofText;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.verifier.merkle.Hash;

final class NoteReaders implements Readers {
    private static final KeyPair KEY = key();

    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "note", ofText(NoteReaders::note),
                "checkpoint", ofText(NoteReaders::checkpoint),
                "hash", ofText(NoteReaders::hash));
    }

    /** Nobody has signed it. */
    private static void note(String text) {
        SignedNote.parse(text).ifPresent(note -> {
            assertThat(note.toString()).isEqualTo(text);
            assertThat(note.isSignedBy(new Signer("lethe/org", KEY.getPublic())))
                    .isFalse();
        });
    }

    private static void checkpoint(String text) {
        Checkpoint.parse(text).ifPresent(checkpoint -> {
            assertThat(text).startsWith(checkpoint.text());
            assertThat(Checkpoint.parse(checkpoint.text())).hasValue(checkpoint);
        });
    }

    private static void hash(String text) {
        Hash.parse(text).ifPresent(hash -> assertThat(hash.toString()).isEqualTo(text));
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
