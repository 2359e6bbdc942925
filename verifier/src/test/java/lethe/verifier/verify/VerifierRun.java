package lethe.verifier.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the verifier, and what they print. */
abstract class VerifierRun {
    static final Map<String, String> FILES = MadeFiles.all(TestKey.FIRST);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String home = System.getProperty("user.home");

    @TempDir
    Path place;

    @BeforeEach
    void nothingIsRememberedOfBefore() {
        System.setProperty("user.home", place.toString());
    }

    @AfterEach
    void goHome() {
        System.setProperty("user.home", home);
    }

    static String right(String kind) {
        return Objects.requireNonNull(FILES.get(kind));
    }

    Path file(String kind) throws IOException {
        return write(right(kind));
    }

    Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(place, "some", ".json"), text);
    }

    int run(Path file, String... more) {
        return run(Stream.concat(Stream.of(file.toString()), Stream.of(more)).toArray(String[]::new));
    }

    int run(String... typed) {
        out.reset();
        err.reset();
        return LetheVerifier.run(new ArrayList<>(List.of(typed)), stream(out), stream(err));
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
