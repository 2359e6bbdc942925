package lethe.operator.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backup: a directory named by its time, with {@code pg}, {@code pg.passwords} and, until its deletion is due,
 * {@code keys}.
 */
public record Snapshot(Path home, Instant at) {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static Snapshot in(Path directory, Instant at) {
        return new Snapshot(directory.resolve(NAME.format(at)), at);
    }

    /** Empty if the directory is not a snapshot. */
    static Optional<Snapshot> of(Path home) {
        try {
            var at = Instant.from(
                    NAME.parse(home.toAbsolutePath().normalize().getFileName().toString()));
            return Files.isDirectory(home) ? Optional.of(new Snapshot(home, at)) : Optional.empty();
        } catch (DateTimeException anotherName) {
            return Optional.empty();
        }
    }

    /** The snapshots in a directory, oldest first. */
    static List<Snapshot> all(Path directory) throws IOException {
        try (Stream<Path> homes = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            return homes.flatMap(home -> of(home).stream())
                    .sorted(Comparator.comparing(Snapshot::at))
                    .toList();
        }
    }

    /** The named snapshot, or the newest in the named directory. */
    public static Optional<Snapshot> find(Path named) throws IOException {
        var one = of(named);
        var all = one.isPresent() ? List.of(one.get()) : all(named);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public Path keys() {
        return home.resolve("keys");
    }

    public boolean hasDatabase() {
        return Files.isDirectory(home.resolve("pg"));
    }

    public boolean hasKeys() {
        return Files.isDirectory(keys());
    }
}
