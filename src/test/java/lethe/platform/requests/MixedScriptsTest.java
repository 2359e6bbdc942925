package lethe.platform.requests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedScriptsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kl\u0430ra",
                "\u041Alara",
                "Ali\u0441e Smith",
                "\u039Fscar",
                "Иvан",
                "klara@ex\u0430mple.org",
                "kl\u0430ra@example.org",
                "a\u05D0b"
            })
    void findsAForeignLetterInAWord(String text) {
        assertThat(MixedScripts.isMixed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Klara",
                "Jürgen Łuczak-Größe",
                "O'Neill",
                "Zoe\u0308",
                "Иван",
                "Иван Smith",
                "\u0440\u0430\u0443\u0440\u0430\u04CF",
                "Γιώργος",
                "иван@example.org",
                "ivan@пример.org",
                "山田たろう",
                "山田タロウ",
                "김민준",
                "محمد",
                "דוד",
                "Kim민준",
                "K. 2 µ",
                "1234",
                ""
            })
    void acceptsWordsOfOneScript(String text) {
        assertThat(MixedScripts.isMixed(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0440\u0430\u0443\u0440\u0430\u04CF@example.com",
                "\u0440\u0430\u0443\u0440\u0430\u04CF.x@example.com",
                "x+\u0441\u0435\u043E1@example.com",
                "ivan@\u0440\u0430\u0443\u0440\u0430\u04CF.com",
                "иван@\u0440\u0430\u0443\u0440\u0430\u04CF.com",
                "ivan@mail.\u0440\u0430\u0443\u0440\u0430\u04CF.co.uk",
                "ivan@xn--80aa0cbo65f.com",
                "Ivan@XN--80AA0CBO65F.com",
                "\u03BF\u03BD\u03BF@example.com",
                "a@\u03BF\u03BD\u03BF.example"
            })
    void findsALatinLookAlikeInAnEmail(String email) {
        assertThat(MixedScripts.in("Ivan", "Kanari", email)).containsExactly(new Remark("email", "looks-alike"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivan@example.org",
                "иван@example.org",
                "сара.иванова@example.org",
                "сара@пример.рф",
                "ivan@пример.org",
                "ivan@xn--e1afmkfd.org",
                "ivan@\u0440\u0430\u0443\u0440\u0430\u04CF.рф",
                "γιώργος@example.gr",
                "info@παράδειγμα.ελ",
                "info@xn--strae-oqa.example",
                "info@xn--zzzzzz-999999.example",
                "info@xn--.example",
                "12345@example.org",
                "",
                "@"
            })
    void acceptsOrdinaryEmails(String email) {
        assertThat(MixedScripts.in("Ivan", "Kanari", email)).isEmpty();
    }

    @Test
    void acceptsNamesOfOneScript() {
        assertThat(MixedScripts.in("Сара", "Роса", "sara@example.org")).isEmpty();
        assertThat(MixedScripts.in("\u0440\u0430\u0443\u0440\u0430\u04CF", "Ρο", "sara@example.org"))
                .isEmpty();
    }

    /** xn--kgara-5nf and the like: mixed scripts are found in either notation. */
    @Test
    void decodesALabels() {
        var label = java.net.IDN.toASCII("ex\u0430mple");

        assertThat(MixedScripts.in("Ivan", "Kanari", "ivan@" + label + ".org"))
                .containsExactly(new Remark("email", "mixed-scripts"));
    }

    @Test
    void namesEachField() {
        assertThat(MixedScripts.in("Kl\u0430ra", "Kanari", "kl\u0430ra@x.example"))
                .containsExactly(new Remark("firstName", "mixed-scripts"), new Remark("email", "mixed-scripts"));
    }
}
