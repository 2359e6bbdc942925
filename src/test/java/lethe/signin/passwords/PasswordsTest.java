package lethe.signin.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import lethe.platform.kernel.FieldError;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final String COMPOSED = "Ångström über Łódź";
    private static final String DECOMPOSED = Normalizer.normalize(COMPOSED, Normalizer.Form.NFD);
    private final Passwords passwords = new Passwords();

    @Test
    void matchesAnyUnicodeForm() {
        assertThat(passwords.matches(passwords.hash(COMPOSED), DECOMPOSED)).isTrue();
        assertThat(passwords.matches(passwords.hash(DECOMPOSED), COMPOSED)).isTrue();
        assertThat(passwords.matches(passwords.hash("한국어 비밀번호 열쇠"), "한국어 비밀번호 열쇠"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(chars = {'\u00A0', '\u2007', '\u202F', '\u3000', '\u1680'})
    void treatsAllSpacesAsEqual(char space) {
        var hash = passwords.hash("meadow lantern crisp");

        assertThat(passwords.matches(hash, "meadow" + space + "lantern" + space + "crisp"))
                .isTrue();
        assertThat(passwords.matches(hash, "meadowlanterncrisp")).isFalse();
    }

    /** Compatibility forms, case and surrounding spaces are significant. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ångström über Łódź", "Ångström über Łódź ", " Ångström über Łódź", "Angstrom uber Lodz", ""})
    void rejectsOtherSpellings(String other) {
        assertThat(passwords.matches(passwords.hash(COMPOSED), other)).isFalse();
        assertThat(passwords.matches(passwords.hash("ofﬁce ①②③ meadow"), "office 123 meadow"))
                .isFalse();
    }

    @Test
    void matchesHashesOfEarlierVersions() {
        var old = Argon2id.encoder().encode(DECOMPOSED);
        var spaced = Argon2id.encoder().encode("meadow\u00A0lantern");

        assertThat(passwords.matches(old, DECOMPOSED)).isTrue();
        assertThat(passwords.matches(spaced, "meadow\u00A0lantern")).isTrue();
        assertThat(passwords.matches(spaced, "meadow lantern")).isFalse();
        assertThat(passwords.matches(null, DECOMPOSED)).isFalse();
    }

    @Test
    void doesNotHashOverlongInput() {
        var overlong = "a\u0308".repeat(150_000);

        assertThat(passwords.matches(passwords.hash(COMPOSED), overlong)).isFalse();
        assertThat(wrong(overlong)).isEqualTo("too-long");
    }

    @ParameterizedTest
    @CsvSource({"6,password-too-short", "12,", "256,", "257,too-long"})
    void countsComposedLetters(int letters, @Nullable String code) {
        var composed = Normalizer.normalize("éáíóúćńśźýĺŕ".repeat(30).substring(0, letters), Normalizer.Form.NFD);

        assertThat(composed).hasSize(2 * letters);
        assertThat(wrong(composed)).isEqualTo(code);
    }

    private @Nullable String wrong(String password) {
        var fields = new Validation();
        passwords.check(fields, "password", password);
        return fields.fine()
                ? null
                : fields.refusal().errors().stream()
                        .map(FieldError::code)
                        .findFirst()
                        .orElseThrow();
    }
}
