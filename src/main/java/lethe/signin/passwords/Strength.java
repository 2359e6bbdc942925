package lethe.signin.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.HashSet;
import java.util.Locale;
import java.util.function.LongSupplier;
import lethe.platform.kernel.Unavailable;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;

/** Checks that a password is long enough, not common, and hard to guess. */
final class Strength {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final int MEASURED_AT_LEAST = 16;
    private static final int MEASURED_AT_MOST = 72;

    /** Characters that zxcvbn tries as letters (its L33tMatcher), in every combination of those that occur. */
    private static final String L33T = "4@8({[<3691!|70$5+%2";

    private static final int L33T_KINDS = 8;
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int SAFELY_UNGUESSABLE = 3;
    private static final Zxcvbn ZXCVBN = new Zxcvbn();

    private Strength() {}

    static void check(Validation fields, String field, @Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            fields.wrong(field, "required");
        } else if (typed.length() > Passwords.LONGEST_TYPED) {
            fields.wrong(field, "too-long", LONGEST);
        } else {
            checkForm(fields, field, OpaqueString.of(typed));
        }
    }

    private static void checkForm(Validation fields, String field, String password) {
        var length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            fields.wrong(field, "password-too-short", SHORTEST);
        } else if (length > LONGEST) {
            fields.wrong(field, "too-long", LONGEST);
        } else if (CommonPasswords.contain(password)) {
            fields.wrong(field, "password-common");
        } else if (score(beginning(password), System::nanoTime) < SAFELY_UNGUESSABLE) {
            fields.wrong(field, "password-weak");
        }
    }

    /** Estimates the strength from 0 to 4; throws {@link Unavailable} after five seconds. */
    static int score(String password, LongSupplier nanos) {
        return ZXCVBN.measure(new InTime(password.toLowerCase(Locale.ROOT), nanos))
                .getScore();
    }

    /** The text as zxcvbn reads it, once for each l33t reading; reading fails after five seconds. */
    private record InTime(String text, LongSupplier nanos, long begun) implements CharSequence {
        InTime(String text, LongSupplier nanos) {
            this(text, nanos, nanos.getAsLong());
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int place) {
            if (nanos.getAsLong() - begun > PATIENCE_NANOS) {
                throw new Unavailable();
            }
            return text.charAt(place);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new InTime(text.substring(start, end), nanos, begun);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The first letters, which decide the score. The estimate takes more than linear time in their number, and
     * exponential time in the number of different l33t characters. Measured: 72 letters with 20 such characters take
     * seconds and 3 GB.
     */
    private static String beginning(String password) {
        var kinds = new HashSet<Character>();
        var end = 0;
        while (end < Math.min(password.length(), MEASURED_AT_MOST)) {
            var letter = password.charAt(end);
            if (L33T.indexOf(letter) >= 0) {
                kinds.add(letter);
            }
            if (kinds.size() > L33T_KINDS && end >= MEASURED_AT_LEAST) {
                break;
            }
            end++;
        }
        return password.substring(0, end);
    }
}
