package lethe.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.Locale;
import lethe.kernel.Fields;
import org.jspecify.annotations.Nullable;

/** Whether a password is long enough, not on a list of common ones, and hard enough to guess. */
final class Strength {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final int MEASURED = 72;
    private static final int SAFELY_UNGUESSABLE = 3;
    private static final Zxcvbn ZXCVBN = new Zxcvbn();

    private Strength() {}

    static void check(Fields fields, String field, @Nullable String password) {
        var length = password == null ? 0 : password.codePointCount(0, password.length());
        if (password == null || password.isEmpty()) {
            fields.wrong(field, "required");
        } else if (length < SHORTEST) {
            fields.wrong(field, "password-too-short", SHORTEST);
        } else if (length > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
        } else if (CommonPasswords.contain(password)) {
            fields.wrong(field, "password-common");
        } else if (score(password) < SAFELY_UNGUESSABLE) {
            fields.wrong(field, "password-weak");
        }
    }

    /** 0 to 4, of the first letters: the estimate takes more than linear time, and they decide. */
    private static int score(String password) {
        var measured =
                password.substring(0, Math.min(MEASURED, password.length())).toLowerCase(Locale.ROOT);
        return ZXCVBN.measure(measured).getScore();
    }
}
