package lethe.signin.profile;

import java.util.Map;
import lethe.Api.Answer;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Vera, and the address that she wants. */
abstract class ChangedEmail extends PostOffice {
    static final String CONFIRM = "Confirm your new email";

    @Autowired
    Stage stage;

    @LocalServerPort
    int port;

    House house;
    Person vera;
    String next;

    @BeforeEach
    void veraAndTheAddressSheWants() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        next = Stage.email("vera.neu");
    }

    Answer change(String email) {
        return vera.api().patch("/me", Map.of("email", email, "currentPassword", Stage.PASSWORD));
    }

    Visitor.Page confirm(Received mail) {
        var anybody = new Visitor(port);
        anybody.get(mail.path());
        return anybody.post(mail.path());
    }

    int signIn(String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD))
                .status();
    }

    UserId person() {
        return UserId.parse(vera.id()).orElseThrow();
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
