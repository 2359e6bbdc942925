package lethe.signin.login;

import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Attackers and users, each at their own address, as a trusted proxy reports it. */
@LetheTest
@TestPropertySource(properties = "lethe.public-url=https://acme.test")
abstract class GuessedSignIn {
    static final String WRONG = "wrong-wrong-wrong";
    static final String HOME = "198.51.100.7";

    @Autowired
    private Stage stage;

    Stage.House house;
    Stage.Person vera;

    @BeforeEach
    void house() {
        var founded = stage.house();
        house = new Stage.House(
                founded.id(), founded.slug(), founded.adaId(), founded.adaLink(), from("192.0.2.1", founded.ada()));
        vera = house.person(from("192.0.2.2"), "Vera", "INTERNAL", "Viewer");
    }

    Answer signIn(String network, String email, String password) {
        return from(network)
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", password));
    }

    Api from(String network) {
        return from(network, stage.anybody());
    }

    static Api from(String network, Api api) {
        return api.with("X-Forwarded-For", network).with("X-Forwarded-Proto", "https");
    }
}
