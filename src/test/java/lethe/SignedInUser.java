package lethe;

import java.util.Map;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Vera, who signed in with her password. */
@LetheTest
abstract class SignedInUser {
    static final String NEW = "quartz-meadow-tulip-41";

    @Autowired
    Stage stage;

    @Autowired
    private ApplicationContext context;

    House house;
    Stage.Person vera;

    @BeforeEach
    void veraIsSignedIn() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
    }

    record Targets(String session, String token) {}

    Api script() {
        return stage.anybody()
                .as(vera.api().post("/me/tokens", Map.of("name", "script")).text("token"));
    }

    Targets targets() {
        var other = house.signedIn(stage.anybody(), vera);
        var token = vera.api().post("/me/tokens", Map.of("name", "owner's"));
        var session = other.get("/me/sessions")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("current").asBoolean())
                .findFirst()
                .orElseThrow();
        return new Targets(session.path("id").asString(), token.text("id"));
    }

    void makeOld(Stage.Person person) {
        change("update session set created_at = created_at - interval '301 seconds'", person);
    }

    void change(String sql, Stage.Person person) {
        AsOwner.within(
                context,
                OrganisationId.parse(house.id()).orElseThrow(),
                sql + " where user_id = '"
                        + UserId.parse(person.id()).orElseThrow().value() + "'");
    }
}
