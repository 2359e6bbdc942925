package lethe.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The jar that auditors download, run as they run it: by a Java with nothing else on the class path. */
final class VerifierJar {
    static final Path FILE = Path.of("verifier/target/lethe-verifier.jar");
    private final Path place;

    VerifierJar(Path place) {
        this.place = place;
    }

    record Ended(int code, String out, String err) {}

    Ended run(String... typed) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var home = "-Duser.home=" + place;
        var command = Stream.concat(
                Stream.of(java, "-XX:TieredStopAtLevel=1", home, "-jar", FILE.toString()), Stream.of(typed));
        var out = place.resolve("out");
        var err = place.resolve("err");
        var builder = new ProcessBuilder(command.toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        var process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
