package lethe.signin.login;

import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A visitor of the pages for signing in. */
@LetheTest
abstract class SignInVisitor {
    @Autowired
    Stage stage;

    @LocalServerPort
    int port;

    House house;
    Visitor visitor;

    @BeforeEach
    void twoHouses() {
        stage.house();
        house = stage.house();
        visitor = new Visitor(port);
    }

    String at(String path) {
        return "/o/" + house.slug() + path;
    }
}
