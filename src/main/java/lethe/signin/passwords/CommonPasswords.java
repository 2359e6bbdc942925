package lethe.signin.passwords;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The 30,000 passwords most often found in leaks, from zxcvbn's dictionary, and each of them doubled. */
final class CommonPasswords {
    private static final Set<String> ALL = load();

    private CommonPasswords() {}

    static boolean contain(String password) {
        var folded = password.toLowerCase(Locale.ROOT);
        var half = folded.substring(0, folded.length() / 2);
        return ALL.contains(folded) || folded.equals(half + half) && ALL.contains(half);
    }

    private static Set<String> load() {
        try {
            Dictionary passwords = StandardDictionaries.PASSWORDS_LOADER.load();
            return Set.copyOf(new HashSet<>(passwords.getFrequencies()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
