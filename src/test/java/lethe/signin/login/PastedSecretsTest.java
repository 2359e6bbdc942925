package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LetheTest
class PastedSecretsTest {
    private static final List<UnaryOperator<String>> PASTED = List.of(
            secret -> " " + secret + "\n",
            secret -> "\u00A0" + secret + "\u200B",
            secret -> "\uFEFF" + secret.substring(0, 9) + "\r\n" + secret.substring(9));

    @Autowired
    private Stage stage;

    @Test
    void acceptsTemporaryPasswordsHoweverTheyArePasted() {
        for (var paste : PASTED) {
            var house = stage.house();
            var email = Stage.email("klara");
            var secret = house.create("Klara", email, "INTERNAL", "Viewer").text("temporaryPassword");

            assertThat(signIn(house, "\u00A0" + email + "\u200B", "password", paste.apply(secret))
                            .text("state"))
                    .isEqualTo("NEW_PASSWORD_REQUIRED");
            assertThat(signIn(house, email, "password", secret + "x").status()).isEqualTo(401);
        }
    }

    @Test
    void acceptsRecoveryCodesAndLinksHoweverTheyArePasted() {
        var house = stage.house();
        var leo = house.person(stage.anybody(), "Leo", "INTERNAL", "Viewer");
        var codes = house.signedIn(stage.anybody(), leo)
                .post("/me/recovery-codes", Map.of())
                .json()
                .path("recoveryCodes");

        assertThat(signIn(
                                house,
                                leo.email(),
                                "recoveryCode",
                                PASTED.getLast().apply(codes.get(0).asString()))
                        .text("state"))
                .isEqualTo("NEW_PASSWORD_REQUIRED");
        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("link", PASTED.getLast().apply(house.adaLink())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void acceptsPasswordsInAnyUnicodeForm() {
        var house = stage.house();
        var email = Stage.email("zoe");
        var first = signIn(
                house,
                email,
                "password",
                house.create("Zoë", email, "INTERNAL", "Viewer").text("temporaryPassword"));
        var chosen = "Ångström über Łódź";
        stage.anybody().as(first.text("token")).post("/me/password", Map.of("newPassword", chosen));

        assertThat(signIn(house, email, "password", Normalizer.normalize(chosen, Normalizer.Form.NFD))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(house, email, "password", chosen + " ").status()).isEqualTo(401);
    }

    @Test
    void distinguishesDomainsThatIdna2003Merged() {
        var house = stage.house();

        assertThat(house.create("Klara", "info@kanari-straße.example", "INTERNAL", "Viewer")
                        .status())
                .isEqualTo(201);
        assertThat(house.create("Klaus", "info@kanari-strasse.example", "INTERNAL", "Viewer")
                        .status())
                .isEqualTo(201);
        assertThat(house.create("Kai", "\u00A0Info@KANARI-strasse.example", "INTERNAL", "Viewer")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void namesInvisibleCharacters() {
        var answer = stage.house().create("Klara", "kla\u200Bra@kanari.example", "INTERNAL", "Viewer");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("code").asString()).isEqualTo("unseen");
        assertThat(answer.json().path("errors").get(0).path("message").asString())
                .contains("U+200B");
    }

    private Answer signIn(House house, String email, String kind, String secret) {
        var form = new HashMap<String, Object>(Map.of("organisation", house.slug(), "email", email));
        form.put(kind, secret);
        return stage.anybody().post("/sign-in", form);
    }
}
