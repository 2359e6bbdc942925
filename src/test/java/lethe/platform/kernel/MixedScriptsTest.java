package lethe.platform.kernel;

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
    void aForeignLetterInAWordIsSeen(String text) {
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
    void wordsOfOneScriptAreNot(String text) {
        assertThat(MixedScripts.isMixed(text)).isFalse();
    }

    @Test
    void eachFieldIsNamed() {
        assertThat(MixedScripts.in("Kl\u0430ra", "Kanari", "kl\u0430ra@x.example"))
                .containsExactly(new Remark("firstName", "mixed-scripts"), new Remark("email", "mixed-scripts"));
    }
}
