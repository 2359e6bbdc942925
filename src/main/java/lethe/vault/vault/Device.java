package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The block device of a directory, as the kernel describes it.
 *
 * @param description its directory below {@code /sys/dev/block}
 */
record Device(Path description) {
    private static final Path KNOWN = Path.of("/sys/dev/block");
    private static final String ROTATES = "1";
    private static final int LOW = 8;
    private static final int HIGH = 32;

    /** Empty if there is none, as for overlays and network storage. */
    static Optional<Device> of(Path directory) throws IOException {
        try {
            var number = (Long) Files.getAttribute(directory, "unix:dev");
            return of(number, KNOWN);
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return Optional.empty();
        }
    }

    /** By the device number that {@code stat} returns. */
    static Optional<Device> of(long number, Path known) {
        var major = number >> LOW & 0xfff | number >> HIGH & 0xfffff000L;
        var minor = number & 0xff | number >> 12 & 0xffffff00L;
        var description = known.resolve(major + ":" + minor);
        return Files.isDirectory(description) ? Optional.of(new Device(description)) : Optional.empty();
    }

    /** Partitions have no such file, but their parent has; without any, the device may be flash. */
    boolean rotates() {
        return Stream.of("queue/rotational", "../queue/rotational")
                .map(name -> read(real().resolve(name)))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(ROTATES::equals)
                .isPresent();
    }

    private Path real() {
        try {
            return description.toRealPath();
        } catch (IOException gone) {
            return description;
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
