package lethe.selftest.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidueScanTest {
    private final ResidueScan scanner =
            new ResidueScan(Map.of("e-mail", "Klara@kanari.example", "code", "4711-abcd-efgh"));

    @TempDir
    private Path place;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x klara@kanari.example y",
                "Klara@kanari.example",
                "KLARA%40KANARI.EXAMPLE",
                "klara&#64;kanari.example",
                "klara&#x40;kanari.example",
                "klara&commat;kanari.example",
                "klara\\u0040kanari.example",
                "6b6c617261406b616e6172692e6578616d706c65",
                "4B6C617261406B616E6172692E6578616D706C65",
                "a2xhcmFAa2FuYXJpLmV4YW1wbGU=",
                "eGtsYXJhQGthbmFyaS5leGFtcGxl",
                "eHhrbGFyYUBrYW5hcmkuZXhhbXBsZQ"
            })
    void findsASecretInEveryForm(String form) throws IOException {
        for (var charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            var file = Files.write(place.resolve("form"), form.getBytes(charset));

            assertThat(scanner.in(file)).as(form + " in " + charset).containsExactly("e-mail");
        }
    }

    @Test
    void findsASecretAcrossChunks() throws IOException {
        var bytes = new byte[(16 << 20) + 100];
        Arrays.fill(bytes, (byte) ' ');
        var code = "4711-abcd-efgh".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(code, 0, bytes, (8 << 20) - 5, code.length);
        Files.write(Files.createDirectories(place.resolve("below")).resolve("large"), bytes);

        var scan = scanner.scan(place);

        assertThat(scan.files()).isEqualTo(1);
        assertThat(scan.bytes()).isEqualTo(bytes.length);
        assertThat(scan.traces())
                .singleElement()
                .asString()
                .startsWith("code in ")
                .endsWith("large");
    }

    @Test
    void findsNothingInACleanFile() throws IOException {
        assertThat(scanner.in(Files.writeString(place.resolve("none"), "klara at kanari.example")))
                .isEmpty();
    }
}
