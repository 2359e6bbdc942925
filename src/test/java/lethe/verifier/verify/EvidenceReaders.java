package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.verifier.verify.VerificationResult.Kind;

/** Whatever is made up without our key proves nothing. */
final class EvidenceReaders implements Readers {
    private static final KnownKey OURS =
            KnownKey.parse("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=").orElseThrow();

    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "receipt", Reader.ofText(EvidenceReaders::receipt),
                "public-key", Reader.ofText(EvidenceReaders::publicKey),
                "audit-export", EvidenceReaders::export);
    }

    private static void receipt(String text) {
        assertThat(ReceiptCheck.check(text, List.of(OURS)).kind()).isEqualTo(Kind.FALSE);
        assertThat(ReceiptCheck.check(text, List.of()).steps()).isNotEmpty();
    }

    private static void publicKey(String text) {
        KnownKey.parse(text).ifPresent(key -> {
            var raw = java.util.Base64.getEncoder().encodeToString(key.key().getEncoded());
            assertThat(KnownKey.parse(raw)).hasValue(key);
        });
    }

    private static void export(byte[] bytes) throws IOException {
        var place = Files.createTempDirectory("export");
        var file = Files.write(place.resolve("export.json"), bytes);
        try {
            assertThat(new ExportCheck(place.resolve("memory"), List.of(OURS), null).isSound(file))
                    .isFalse();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(place);
        }
    }
}
