package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.Stage;
import lethe.Visitor;
import lethe.platform.kernel.Actor;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What operators learn of undelivered mails, without personal data. */
class UndeliveredToOperatorsTest extends RefusedMail {
    @Autowired
    private OperatorSessions operators;

    @LocalServerPort
    private int port;

    @Test
    void reportsARefusedResetToTheOperatorWithoutPersonalData() throws Exception {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        try (var server = new GrumpyServer(Map.of("TEXT", "550 5.7.1 looks like spam to <" + vera.email() + ">"))) {
            sendBy(server, "per-mail");
            stage.anybody().post("/password-reset", Map.of("organisation", house.slug(), "email", vera.email()));
            awaitNote(vera.id(), "forgotten-password", Undelivered.State.NOT_DELIVERED);

            var visitor = new Visitor(port);
            var link = "/operator/link/" + operators.link();
            visitor.get(link);
            visitor.post(link);
            var page = visitor.get("/operator").body();

            assertThat(page)
                    .contains("The email with a password-reset link: 1.", "(SMTP 550 5.7.1)")
                    .doesNotContain("Vera", vera.email(), "spam");
            assertThat(undelivered.counts(Actor.operator()))
                    .contains(new Undelivered.Count(
                            "forgotten-password", new DeliveryFailure(Reason.REFUSED, 550, "5.7.1"), 1));
        }
    }

    @Test
    void healthSuggestsASettingAfterA553UntilItIsFixed() throws Exception {
        for (var phase : new String[] {"MAIL", "RCPT"}) {
            try (var server = new GrumpyServer(Map.of(phase, "553 5.7.1 not your address"))) {
                var named = sendBy(server, "per-mail");
                var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                        .text("id");
                awaitNote(klara, "invitation", Undelivered.State.PUT_OFF);

                assertThat(named.trouble()).hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("SMTP 553 5.7.1", "LETHE_MAIL_ENVELOPE=sender")
                        .doesNotContain("127.0.0.1"));
                assertThat(health()).contains("LETHE_MAIL_ENVELOPE=sender").doesNotContain("127.0.0.1", "klara");
                assertThat(page(house.ada(), klara)).contains("refuses the sender (SMTP 553 5.7.1)");
                Mockito.reset(smtp);
            }
        }
        Mockito.reset(smtp);
        assertThat(health()).doesNotContain("LETHE_MAIL_ENVELOPE");
    }

    private String health() {
        return stage.anybody().page("/health/ready").body();
    }
}
