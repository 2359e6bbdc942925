package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What happens to the old bytes when the key file is overwritten.
 *
 * @param inPlace whether the file system writes to the same blocks, as far as it can know
 * @param fileSystem its name
 * @param rotating whether all disks are rotating ones, which overwrite in place; flash writes elsewhere and keeps the old page
 *     until it needs the space
 */
public record OverwriteGuarantee(boolean inPlace, String fileSystem, boolean rotating) {
    private static final Set<String> IN_PLACE = Set.of("ext4", "xfs");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** The weakest of several. */
    static OverwriteGuarantee of(List<Path> directories) {
        return directories.stream()
                .map(OverwriteGuarantee::of)
                .reduce((one, other) -> {
                    var worse = one.inPlace ? other : one;
                    return new OverwriteGuarantee(worse.inPlace, worse.fileSystem, one.rotating && other.rotating);
                })
                .orElseThrow();
    }

    private static OverwriteGuarantee of(Path directory) {
        try {
            var type = Files.getFileStore(directory).type();
            var inPlace = IN_PLACE.contains(type) && !journalsData(directory.toRealPath());
            return new OverwriteGuarantee(
                    inPlace, type, Device.of(directory).map(Device::rotates).orElse(false));
        } catch (IOException outOfReach) {
            return new OverwriteGuarantee(false, "out of reach", false);
        }
    }

    /** The wording in health and receipts. */
    public String sentence() {
        if (inPlace) {
            return rotating
                    ? "overwritten in place"
                    : "overwritten in place (file system); the drive may keep old pages";
        } else {
            return "old blocks may remain (" + fileSystem + ")";
        }
    }

    /** ext4 with {@code data=journal} writes all data to the journal as well, where it stays for a while. */
    private static boolean journalsData(Path directory) throws IOException {
        var mounts = Files.exists(MOUNTS) ? Files.readAllLines(MOUNTS) : List.<String>of();
        return mounts.stream()
                .map(line -> line.split(" "))
                .filter(mount -> directory.startsWith(mount[1].replace("\\040", " ")))
                .reduce((outer, inner) -> inner[1].length() >= outer[1].length() ? inner : outer)
                .map(mount -> Arrays.asList(mount[3].split(",")).contains("data=journal"))
                .orElse(false);
    }
}
