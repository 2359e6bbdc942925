package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What becomes of the old bytes when the key file is written over.
 *
 * @param inPlace whether the file system writes new bytes where the old ones were, as far as it can tell
 * @param fileSystem its name
 * @param rotating whether all of it lies on rotating disks, which have no other place for what is written again; flash has, and
 *     keeps the old page until it needs it
 */
public record OverwriteGuarantee(boolean inPlace, String fileSystem, boolean rotating) {
    private static final Set<String> IN_PLACE = Set.of("ext4", "xfs");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** The worst of several. */
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

    /** As health and receipts say it. */
    public String sentence() {
        if (inPlace) {
            return rotating
                    ? "overwritten in place"
                    : "overwritten in place (file system); the drive may keep old pages";
        } else {
            return "old blocks may remain (" + fileSystem + ")";
        }
    }

    /** ext4 with {@code data=journal} writes every byte to the journal too, where it stays for a while. */
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
