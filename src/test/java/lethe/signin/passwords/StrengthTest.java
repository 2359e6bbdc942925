package lethe.signin.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Unavailable;
import lethe.platform.requests.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrengthTest {
    private static final long BEARABLE = 300_000_000;
    private final Passwords passwords = new Passwords();

    /** Measures allocations: they grow with the combinations, and do not depend on the machine's speed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4@8({[<3609!1|7$5+%2",
                "{89%|6@35!71[2<$+4(0",
                "1|!7+$5%20",
                "4@8({[<3609!p@s5w0rd",
                "p4$$w0rd1!7|",
                "1!7|",
                "aA1!",
                "qwertz",
                "2026"
            })
    void boundsMemoryForManySpecialCharacters(String unit) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        codes("once, for what is loaded once");

        var before = threads.getCurrentThreadAllocatedBytes();
        codes(unit.repeat(256).substring(0, 256));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BEARABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "83019274658301",
                "4@8({[<3609!1|7$5+%2",
                "Kx%4!9q(Lm2<Zt7[",
                "meadow lantern crisp 42!",
                "äöü ñandú čaj łąka"
            })
    void acceptsStrongPasswordsWithAnyCharacters(String good) {
        assertThat(codes(good)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p4$$w0rdp4$$w0rd",
                "P@55w0rd!P@55w0rd!",
                "aaaaaaaaaaaaaaaaaaaa",
                "qwertyuiopqwerty",
                "111111111111111"
            })
    void rejectsWeakPasswordsInAnySpelling(String weak) {
        assertThat(codes(weak)).hasSize(1).allMatch(List.of("password-weak", "password-common")::contains);
    }

    @Test
    void checksTheLengthFirst() {
        assertThat(codes("4@8({[<3609!1|7$5+%2".repeat(10_000))).containsExactly("too-long");
        assertThat(codes("4@8({[<3609")).containsExactly("password-too-short");
        assertThat(codes("")).containsExactly("required");
    }

    /** The clock advances with each letter read: 72 letters with 13 kinds of l33t are read thousands of times. */
    @Test
    void givesUpWhenItTakesTooLong() {
        var nanos = new AtomicLong();
        var kinds = "4@8({[<3609!".repeat(6);

        assertThatThrownBy(() -> Strength.score(kinds, () -> nanos.addAndGet(10_000_000)))
                .isInstanceOf(Unavailable.class);
        assertThat(nanos.get()).isLessThan(5_100_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meadow lantern crisp 42!",
                "p4$$w0rdp4$$w0rd",
                "Kx%4!9q(Lm2<Zt7[",
                "qwertyuiopqwerty",
                "2026-11-29 ada"
            })
    void scoresAsWithoutAClock(String password) {
        assertThat(Strength.score(password, () -> 0))
                .isEqualTo(
                        new Zxcvbn().measure(password.toLowerCase(Locale.ROOT)).getScore());
    }

    private List<String> codes(String password) {
        var fields = new Validation();
        passwords.check(fields, "password", password);
        return fields.fine()
                ? List.of()
                : fields.refusal().errors().stream().map(FieldError::code).toList();
    }
}
