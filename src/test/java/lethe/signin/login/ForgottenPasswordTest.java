package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.AtOnce;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A forgotten password: the same response for everyone, and a link to the user's mailbox. */
class ForgottenPasswordTest extends PostOffice {
    private static final String NEW = "copper-lantern-otter-58";

    @Autowired
    private Stage stage;

    @Autowired
    private org.springframework.context.ApplicationContext context;

    @LocalServerPort
    private int port;

    private House house;
    private Stage.Person vera;

    @BeforeEach
    void aHouse() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
    }

    @Test
    void isReplacedThroughTheMailedLink() throws InterruptedException {
        var asked = ask(vera.email());

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.body()).isEmpty();
        var mail = mail();
        assertThat(mail.subject()).startsWith("A new password for House");
        var opened = stage.anybody().post("/sign-in", Map.of("link", mail.secret()));
        assertThat(opened.text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
        var chosen = stage.anybody().as(opened.text("token")).post("/me/password", Map.of("newPassword", NEW));
        assertThat(chosen.text("state")).as("the consent remains").isEqualTo("ACTIVE");
        assertThat(signIn(NEW)).isEqualTo(200);
        assertThat(signIn(Stage.PASSWORD)).isEqualTo(401);
        assertThat(vera.api().get("/me").status()).as("other sessions end").isEqualTo(401);
    }

    @Test
    void isReplacedOnPagesInGerman() throws InterruptedException {
        var visitor = new Visitor(port).speaking("de");
        var base = "/o/" + house.slug();
        assertThat(visitor.get(base + "/sign-in").body()).contains("/sign-in/forgotten");
        visitor.get(base + "/sign-in/forgotten");

        var asked = visitor.post(base + "/sign-in/forgotten", "email", vera.email());

        assertThat(asked.leadsTo()).endsWith("/sign-in?done=forgotten");
        assertThat(visitor.follow(asked).body()).contains("ein Link unterwegs");
        var mail = mailTo(vera.email(), "Passwort");
        assertThat(mail.subject()).startsWith("Ein neues Passwort für House");
        assertThat(mail.html()).contains("<html lang=\"de\">", "Neues Passwort wählen");
        assertThat(visitor.get(mail.path()).body()).contains("Wählen Sie ein neues Passwort");
        assertThat(visitor.get(mail.path()).status())
                .as("opening does not use it up")
                .isEqualTo(200);
        var opened = visitor.post(mail.path());
        assertThat(opened.leadsTo()).endsWith("/new-password");
        visitor.follow(opened);
        var chosen = visitor.post(base + "/new-password", "newPassword", NEW, "repeated", NEW);
        assertThat(chosen.leadsTo()).isEqualTo(base + "/");
        assertThat(signIn(NEW)).isEqualTo(200);
        var again = new Visitor(port);
        again.get(mail.path());
        assertThat(again.post(mail.path()).status()).isEqualTo(410);
    }

    @Test
    void respondsTheSameForEveryEmail() {
        var known = ask(vera.email());
        var unknown = ask(Stage.email("niemand"));
        var elsewhere =
                stage.anybody().post("/password-reset", Map.of("organisation", "no-such-house", "email", vera.email()));
        var noEmail = ask("not an e-mail");

        assertThat(java.util.List.of(known, unknown, elsewhere, noEmail)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.http().headers().map().keySet())
                    .isEqualTo(known.http().headers().map().keySet());
        });
    }

    @Test
    void isThrottledForUnknownEmailsAsWell() {
        var nobody = Stage.email("niemand");
        for (var attempt = 0; attempt < 10; attempt++) {
            assertThat(ask(nobody).status()).isEqualTo(202);
        }

        assertThat(ask(nobody).status()).isEqualTo(429);
        assertThat(signIn(Stage.PASSWORD)).isEqualTo(200);
    }

    @Test
    void worksOnceEvenWhenFollowedTwiceConcurrently() throws Exception {
        ask(vera.email());
        var link = Map.of("link", mail().secret());

        var answers = AtOnce.atOnce(() -> stage.anybody().post("/sign-in", link), () -> stage.anybody()
                .post("/sign-in", link));

        assertThat(answers).extracting(answer -> answer.status()).containsExactlyInAnyOrder(200, 410);
    }

    @Test
    void expiresAfterHalfAnHour() throws InterruptedException {
        ask(vera.email());
        var link = Map.of("link", mail().secret());
        lethe.messaging.mail.Clocks.turnBack(context, "one_time_link", "expires_at", 31);

        assertThat(stage.anybody().post("/sign-in", link).status()).isEqualTo(410);
        assertThat(signIn(Stage.PASSWORD)).as("the old one still works").isEqualTo(200);
    }

    @Test
    void sendsNothingToTerminatedUsers() throws InterruptedException {
        house.ada().post("/users/" + vera.id() + "/termination", Map.of());

        assertThat(ask(vera.email()).status()).isEqualTo(202);

        Thread.sleep(3000);
        assertThat(mailsTo(vera.email())).noneMatch(mail -> mail.subject().contains("password for"));
    }

    @Test
    void leavesAnInvitationValid() throws InterruptedException {
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "EXTERNAL", "Viewer");
        var invitation = mailTo(email).secret();

        ask(email);

        var reset = mailTo(email, 2).secret();
        assertThat(stage.anybody().post("/sign-in", Map.of("link", invitation)).status())
                .as("a request does not end another person's invitation")
                .isEqualTo(200);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", reset)).status())
                .isEqualTo(200);
        assertThat(created.status()).isEqualTo(201);
    }

    private lethe.Api.Answer ask(String email) {
        return stage.anybody().post("/password-reset", Map.of("organisation", house.slug(), "email", email));
    }

    private int signIn(String password) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", vera.email(), "password", password))
                .status();
    }

    private Received mail() throws InterruptedException {
        return mailTo(vera.email(), "password for");
    }
}
