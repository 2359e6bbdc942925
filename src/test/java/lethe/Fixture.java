package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Unpacks an archive of {@code bench/fixture} so that Lethe can be started on it. */
final class Fixture {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final int NOBODY = 65_534;

    private Fixture() {}

    /** Returns what was seen when it was made, and loads the people. */
    static JsonNode open(String version, Path place, FixturePeople people) throws IOException {
        unpack(version, place);
        var seen = JsonMapper.builder().build().readTree(Files.readString(place.resolve("seen.json")));
        seen.path("people")
                .properties()
                .forEach(one -> people.remember(one.getKey(), one.getValue().asString()));
        return seen;
    }

    /** 15 minutes after it was made, by the clock. */
    static InstallationAt start(JsonNode seen, Path place, GreenMail mail, FixturePeople people) {
        mail.start();
        var later = Instant.parse(seen.path("at").asString()).plus(Duration.ofMinutes(15));
        var lethe = InstallationAt.start(place, later, mail);
        people.at(lethe.api());
        return lethe;
    }

    private static void unpack(String version, Path place) throws IOException {
        try (var files = new TarArchiveInputStream(new XZCompressorInputStream(
                new BufferedInputStream(Files.newInputStream(FIXTURES.resolve(version + ".tar.xz")))))) {
            for (var file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                var to = place.resolve(file.getName()).normalize();
                assertThat(to.startsWith(place)).as(file.getName()).isTrue();
                if (file.isDirectory()) {
                    Files.createDirectories(to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.copy(files, to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
        giveToNobody(place.resolve("data").resolve("pg"));
    }

    /**
     * If root runs this, hands the cluster to an unprivileged user, because PostgreSQL must not run as root; a start
     * keeps that owner.
     */
    private static void giveToNobody(Path cluster) throws IOException {
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            try (var all = Files.walk(cluster)) {
                for (var path : all.toList()) {
                    Files.setAttribute(path, "unix:uid", NOBODY);
                }
            }
        }
    }
}
