package lethe.operator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lethe.platform.kernel.StartupRefused;
import lethe.verifier.verify.KnownKey;

/** Public keys as they are typed: themselves, or files that hold them. */
final class PublicKeys {
    private static final int TYPED_WRONGLY = 2;

    private PublicKeys() {}

    static List<KnownKey> read(List<String> typed) throws IOException {
        var keys = new ArrayList<KnownKey>();
        for (var each : typed) {
            var text = isFile(each) ? Files.readString(Path.of(each)) : each;
            keys.add(KnownKey.parse(text)
                    .orElseThrow(() -> new StartupRefused(TYPED_WRONGLY, "This is no public Ed25519 key: " + each)));
        }
        return keys;
    }

    private static boolean isFile(String typed) {
        try {
            return Files.isRegularFile(Path.of(typed));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
