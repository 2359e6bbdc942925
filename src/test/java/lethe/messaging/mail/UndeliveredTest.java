package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.Stage;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A failed mail is reported to those who can help, with the server's codes, our explanation and a remedy. */
class UndeliveredTest extends RefusedMail {
    @Autowired
    private MessageSource messages;

    @Autowired
    private List<MailTemplates> templates;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void showsARefusedInvitationOnTheUsersPageUntilTheirTermination() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            var email = Stage.email("klara");
            var klara = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(house.ada(), klara))
                    .contains("The invitation did not arrive", "(SMTP 550 5.1.1)", "withdraw the invitation")
                    .doesNotContain("no such user");
            assertThat(house.ada()
                            .with("Accept-Language", "de")
                            .page("/users/" + klara)
                            .body())
                    .contains("Die Einladung ist nicht angekommen", "SMTP 550 5.1.1");
            assertThat(rows(klara)).hasSize(1).allSatisfy(row -> assertThat(row.toLowerCase(Locale.ROOT))
                    .doesNotContain(email, "@", "no such user"));

            house.ada().post("/users/" + klara + "/termination", Map.of());
            assertThat(rows(klara)).isEmpty();
        }
    }

    @Test
    void hidesItFromUsersWhoMayOnlyView() throws Exception {
        var role = house.ada()
                .post("/roles", Map.of("name", "Auditor", "permissions", List.of("VIEW_AUDIT_LOG")))
                .text("name");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", role);
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(vera.api(), klara)).doesNotContain("did not arrive", "550");
        }
    }

    @Test
    void reportsAPostponedMailUntilItIsGivenUp() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "451 4.7.1 greylisted"))) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.PUT_OFF);

            assertThat(page(house.ada(), klara))
                    .contains(
                            "The invitation has not arrived yet",
                            "deferred the email (SMTP 451 4.7.1)",
                            "We’ll keep trying until");

            Clocks.turnBack(context, "mail", "queued_at", 60 * 24 * 3);
            Clocks.turnBack(context, "work", "due", 60 * 24 * 3);
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);
            assertThat(page(house.ada(), klara)).contains("The invitation did not arrive", "451 4.7.1");
        }
    }

    @Test
    void explainsAnAddressThatTheServerCannotDeliver() throws Exception {
        try (var server = new GrumpyServer(Map.of())) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", "grüße-" + Stage.email("k"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(house.ada(), klara)).contains("letters such as ü before the @");
            assertThat(server.lines("MAIL")).isEmpty();
        }
    }

    @Test
    void reportsARefusedConfirmationToTheUser() throws Exception {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            vera.api().patch("/me", Map.of("email", Stage.email("typo"), "currentPassword", Stage.PASSWORD));
            awaitNote(vera.id(), "confirm-email", Undelivered.State.NOT_DELIVERED);

            assertThat(vera.api()
                            .with("Accept-Language", "en")
                            .page("/profile/email")
                            .body())
                    .contains("The confirmation email did not arrive", "SMTP 550 5.1.1", "enter it again");
            assertThat(page(house.ada(), vera.id())).doesNotContain("did not arrive");
        }
    }

    @Test
    void describesEveryKindOfMailAndEveryReason() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(templates).isNotEmpty().allSatisfy(one -> assertThat(
                            messages.getMessage("mail.kind." + one.kind(), null, language))
                    .isNotBlank());
            for (var reason : Reason.values()) {
                assertThat(messages.getMessage("mail.reason." + reason, new Object[] {" (SMTP 1)"}, language))
                        .contains("(SMTP 1)");
            }
        }
    }

    private List<String> rows(String person) {
        return in(() -> jdbc.sql("select mail::text from mail where user_id = :person")
                .param("person", UserId.parse(person).orElseThrow().value())
                .query(String.class)
                .list());
    }
}
