package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Visitor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Without mail everything still works, and pages say what is unavailable. */
@LetheTest
class OwnEmailWithoutMailTest {
    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @LocalServerPort
    private int port;

    @Test
    void takesEffectImmediatelyAndErasesTheOldAddress() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var next = Stage.email("vera.neu");
        var before = slot(house, vera);

        var answer = vera.api().patch("/me", Map.of("email", next, "currentPassword", Stage.PASSWORD));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo(next);
        assertThat(signIn(house, next)).isEqualTo(200);
        assertThat(signIn(house, vera.email())).isEqualTo(401);
        assertThat(jdbc.sql("select slot from destroyed_slot").query(Long.class).list())
                .contains(before);
        assertThat(house.create("Nina", vera.email(), "EXTERNAL", "Viewer").status())
                .as("the old address is free")
                .isEqualTo(201);
    }

    @Test
    void isRefusedIfTaken() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var answer = vera.api().patch("/me", Map.of("email", edo.email(), "currentPassword", Stage.PASSWORD));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(signIn(house, vera.email())).isEqualTo(200);
        assertThat(signIn(house, edo.email())).isEqualTo(200);
    }

    @Test
    void saysThatMailIsUnavailable() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var visitor = new Visitor(port);
        var base = "/o/" + house.slug();

        assertThat(visitor.get(base + "/sign-in").body()).doesNotContain("/sign-in/forgotten");
        assertThat(visitor.get(base + "/sign-in/forgotten").leadsTo()).isEqualTo(base + "/sign-in");
        assertThat(stage.anybody()
                        .post("/password-reset", Map.of("organisation", house.slug(), "email", vera.email()))
                        .status())
                .isEqualTo(404);
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        assertThat(visitor.get(base + "/profile/email").body()).contains("Email is not set up here");
        assertThat(stage.anybody()
                        .page("/health/ready")
                        .json()
                        .at("/mail/configured")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void changesTheNameOnItsPage() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var visitor = new Visitor(port);
        var base = "/o/" + house.slug();
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        visitor.get(base + "/profile/name");

        var empty = visitor.post(base + "/profile/name", "firstName", "", "lastName", "Neu");
        var done = visitor.post(base + "/profile/name", "firstName", "Veronika", "lastName", "Neu");

        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.body()).contains("value=\"Neu\"");
        assertThat(done.leadsTo()).isEqualTo(base + "/profile?done=name-changed");
        assertThat(vera.api().get("/me").text("firstName")).isEqualTo("Veronika");
    }

    @Test
    void theApplicationsSqlCannotChangeOthers() {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");

        inHouse(house, () -> jdbc.sql("select change_my_name('Mallory', 'Mallory', null)")
                .query((row, number) -> 0)
                .list());

        assertThat(vera.api().get("/me").text("firstName")).isEqualTo("Vera");
        assertThat(house.ada().get("/me").text("firstName")).isEqualTo("Ada");
    }

    private int signIn(Stage.House house, String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD))
                .status();
    }

    private long slot(Stage.House house, Stage.Person person) {
        return inHouse(house, () -> jdbc.sql("select key_slot from account where user_id = :person")
                        .param("person", UserId.parse(person.id()).orElseThrow().value())
                        .query(Long.class)
                        .list())
                .getFirst();
    }

    private <T> List<T> inHouse(Stage.House house, java.util.function.Supplier<List<T>> work) {
        return TenantContext.in(
                OrganisationId.parse(house.id()).orElseThrow(), () -> transaction.execute(status -> work.get()));
    }
}
