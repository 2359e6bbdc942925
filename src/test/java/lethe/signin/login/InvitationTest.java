package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The invitation: the information of Art. 14 GDPR, and a sign-in link. */
class InvitationTest extends PostOffice {
    @Autowired
    private Stage stage;

    @LocalServerPort
    private int port;

    @Test
    void saysWhoEnteredTheDataWhyAndWhichRightsApply() throws InterruptedException {
        var house = stage.house();
        house.ada()
                .put(
                        "/organisation",
                        Map.of("support", java.util.List.of(Map.of("kind", "EMAIL", "value", "privacy@acme.example"))));
        var email = Stage.email("klara");

        var created = house.create("Klara", email, "EXTERNAL", "Viewer");

        var mail = mailTo(email);
        var name = house.ada().get("/organisation").text("name");
        assertThat(mail.subject()).isEqualTo("You have been invited to " + name);
        assertThat(mail.text())
                .contains("Hello Klara Kanari,")
                .contains("Ada Admin entered it on")
                .contains("Art. 14", "Art. 15", "Art. 16", "Art. 7(3) and 17", "Art. 77", "Art. 6(1)(a)")
                .contains("/link/lethe_link_")
                .contains("privacy@acme.example")
                .doesNotContain(created.text("temporaryPassword"));
        assertThat(mail.html())
                .contains("<html lang=\"en\">", "Klara Kanari", "Ada Admin", "mailto:privacy@acme.example", mail.link())
                .doesNotContain(created.text("temporaryPassword"));
        assertThat(mail.header("Message-ID")).matches("<mail_[0-9a-z]{26}@lethe.example>");
        assertThat(mail.header("Return-Path")).matches("<bounce\\+mail_[0-9a-z]{26}@lethe.example>");
        assertThat(mail.header("From")).endsWith("<post@lethe.example>").contains(name);
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    }

    @Test
    void isGermanWhenSentFromAGermanPage() throws InterruptedException {
        var house = stage.house();
        var email = Stage.email("klara");

        house.ada().with("Accept-Language", "de").post("/users", house.form("Klara", email, "EXTERNAL", "Viewer"));

        var mail = mailTo(email);
        assertThat(mail.subject()).startsWith("Einladung zu ");
        assertThat(mail.text()).contains("Guten Tag Klara Kanari,", "Ada Admin hat sie am", "Datenschutzbehörde");
        assertThat(mail.html()).contains("<html lang=\"de\">", "Passwort wählen", "Art. 14 DSGVO");
    }

    @Test
    void signsTheUserInAndRecordsTheHandoverByMail() throws InterruptedException {
        var house = stage.house();
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "EXTERNAL", "Viewer");

        var first =
                stage.anybody().post("/sign-in", Map.of("link", mailTo(email).secret()));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
        var temporary =
                Map.of("organisation", house.slug(), "email", email, "password", created.text("temporaryPassword"));
        assertThat(stage.anybody().post("/sign-in", temporary).status())
                .as("the temporary password has ended, or the evidence would be wrong")
                .isEqualTo(401);
        assertThat(handover(house, created.text("id"), first.text("token"))).isEqualTo("LINK_BY_MAIL");
    }

    @Test
    void recordsTheTemporaryPasswordIfItWasUsed() throws InterruptedException {
        var house = stage.house();
        var email = Stage.email("klara");
        var created = house.create("Klara", email, "EXTERNAL", "Viewer");
        mailTo(email);

        var first = stage.anybody()
                .post(
                        "/sign-in",
                        Map.of(
                                "organisation",
                                house.slug(),
                                "email",
                                email,
                                "password",
                                created.text("temporaryPassword")));

        assertThat(handover(house, created.text("id"), first.text("token"))).isEqualTo("TEMPORARY_PASSWORD");
    }

    @Test
    void isSentAgainWithALinkOnlyTheUserSees() throws InterruptedException {
        var house = stage.house();
        var ines = house.person(stage.anybody(), "Ines", "ADMIN", "Administrator");
        var email = Stage.email("klara");
        var id = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");
        var earlier = mailTo(email);
        var admin = new Visitor(port).speaking("de");
        admin.signIn(house.slug(), ines.email(), Stage.PASSWORD);
        assertThat(admin.get("/o/" + house.slug() + "/users/" + id).body()).contains("Einladung senden");

        var sent = admin.post("/o/" + house.slug() + "/users/" + id + "/invitation");

        assertThat(sent.leadsTo()).endsWith("/users/" + id + "?done=invited");
        var mail = mailTo(email, 2);
        assertThat(mail.subject()).startsWith("Einladung zu ");
        assertThat(admin.follow(sent).body())
                .contains("Eine Einladung ist unterwegs")
                .doesNotContain(mail.secret());
        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("link", earlier.secret()))
                        .status())
                .isEqualTo(401);
        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("link", mail.secret()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isRefusedForUsersWithAPassword() {
        var house = stage.house();
        var ines = house.person(stage.anybody(), "Ines", "ADMIN", "Administrator");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var admin = new Visitor(port);
        admin.signIn(house.slug(), ines.email(), Stage.PASSWORD);
        admin.get("/o/" + house.slug() + "/users/" + vera.id());

        assertThat(admin.post("/o/" + house.slug() + "/users/" + vera.id() + "/invitation")
                        .status())
                .isEqualTo(409);
        assertThat(mailsTo(vera.email())).as("at most the first one").hasSizeLessThan(2);
    }

    private String handover(Stage.House house, String id, String token) {
        var chosen = stage.anybody().as(token).post("/me/password", Map.of("newPassword", Stage.PASSWORD));
        stage.anybody()
                .as(chosen.text("token"))
                .post("/me/consent", Map.of("noticeVersion", 1, "decision", "CONTINUE"));
        return house.ada().get("/users/" + id).json().at("/ownConsent/handover").asString();
    }
}
