package lethe.lifecycle.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import lethe.PostOffice;
import lethe.Stage;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails about access: to administrators when a user's access has ended, and to users about their own. */
class ToldByMailTest extends PostOffice {
    @Autowired
    private Stage stage;

    @Autowired
    private Reminder reminder;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void tellsAdministratorsOnceAboutEndedAccess() throws InterruptedException {
        var house = stage.house();
        var organisation = OrganisationId.parse(house.id()).orElseThrow();
        var berta = house.person(stage.anybody(), "Berta", "ADMIN", "Administrator");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        reminder.remind(organisation);
        var edo = house.create("Edo", Stage.email("edo"), "EXTERNAL", "Viewer").text("id");
        house.ada().patch("/users/" + edo, Map.of("accessUntil", yesterday.toString()));
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update access_reminder set told_up_to = :day")
                                .param("day", yesterday.minusDays(3))
                                .update()));

        reminder.remind(organisation);
        reminder.remind(organisation);

        var mail = mailTo(berta.email(), "external access has ended");
        assertThat(mail.text())
                .contains("One external user is past their last day", "/users/review?finding=ACCESS_ENDED");
        assertThat(mail.text()).doesNotContain("Edo");
        assertThat(mailsTo(vera.email(), "has ended")).isEmpty();
    }

    @Test
    void tellsUsersAboutSuspensionAndReactivation() throws InterruptedException {
        var house = stage.house();
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        house.ada().post("/users/" + vera.id() + "/suspension", Map.of("reason", "secret suspicion"));
        house.ada().post("/users/" + vera.id() + "/suspension", Map.of("reason", "again"));

        var suspended = mailTo(vera.email(), "is suspended");
        assertThat(suspended.text()).contains("None of your data was erased").doesNotContain("suspicion");

        house.ada().delete("/users/" + vera.id() + "/suspension");
        assertThat(mailTo(vera.email(), "can sign in").text()).contains("reactivated");
        assertThat(mailsTo(vera.email(), "is suspended")).hasSize(1);
    }

    @Test
    void mailsNewLinksThatReplaceOldOnes() throws InterruptedException {
        var house = stage.house();
        var email = Stage.email("klara");
        var klara = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");
        var old = mailTo(email).secret();
        var plan = house.ada()
                .post(
                        "/users/reviews",
                        Map.of("finding", "NEVER_SIGNED_IN", "act", "INVITATION", "people", List.of(klara)));

        var started = house.ada().post("/users/reviews/" + plan.text("id") + "/start", Map.of());

        assertThat(started.json().path("byMail").asBoolean()).isTrue();
        var secret = mailTo(email, 2).secret();
        assertThat(stage.anybody().post("/sign-in", Map.of("link", old)).status())
                .isEqualTo(401);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).status())
                .isEqualTo(200);
    }

    @Test
    void invitesImportedUsersByMailIfChosen() throws InterruptedException {
        var house = stage.house();
        var email = Stage.email("imported");
        var file = "firstName;lastName;email\nKlara;Kanari;" + email + "\n";
        var path = "/users/imports/"
                + house.ada()
                        .upload("/users/imports", file.getBytes(StandardCharsets.UTF_8))
                        .text("id");
        Awaitility.await().until(() -> house.ada().get(path).text("status").equals("CHECKED"));

        house.ada()
                .post(
                        path + "/start",
                        Map.of(
                                "consent",
                                Map.of("given", true, "noticeVersion", 1),
                                "type",
                                "INTERNAL",
                                "roleId",
                                house.role("Viewer"),
                                "invite",
                                true));

        var secret = mailTo(email).secret();
        assertThat(house.ada().get(path + "/links").status())
                .as("a file of links would replace those already mailed")
                .isIn(409, 410);
        assertThat(stage.anybody().post("/sign-in", Map.of("link", secret)).text("state"))
                .isEqualTo("NEW_PASSWORD_REQUIRED");
    }
}
