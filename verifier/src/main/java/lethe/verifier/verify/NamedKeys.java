package lethe.verifier.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Public keys from the command line: given directly or as files, with a saved list of their successors. */
public final class NamedKeys {
    private static final int LARGEST_KEY = 10_000;
    private static final int LARGEST_LIST = 4 << 20;

    private NamedKeys() {}

    public static List<KnownKey> read(List<String> typed) throws IOException {
        var keys = new ArrayList<KnownKey>();
        for (var each : typed) {
            var none = FileRefused.typed("Not a public Ed25519 key: " + each);
            var text = isFile(each) ? EvidenceFile.text(Path.of(each), LARGEST_KEY, none) : each;
            keys.add(KnownKey.parse(text).orElseThrow(() -> none));
        }
        return keys;
    }

    /** @param published a file with the response of {@code GET /api/v1/keys}; null for none */
    static List<KnownKey> following(List<KnownKey> named, @Nullable String published) throws IOException {
        if (published == null) {
            return List.of();
        }
        var none = FileRefused.typed("Not an answer of GET /api/v1/keys: " + published);
        try {
            var items = Json.object(EvidenceFile.text(Path.of(published), LARGEST_LIST, none))
                    .path("items");
            Wrong.unless(items.isArray(), none.sentence());
            return Keyring.following(named, Keyring.links(items));
        } catch (Wrong unreadable) {
            throw none;
        }
    }

    private static boolean isFile(String typed) {
        try {
            return Files.isRegularFile(Path.of(typed));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
