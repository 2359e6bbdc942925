package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** A connection that breaks, or is slow, while a newsletter is handed over. */
class InterruptedNewslettersTest extends IssueToVera {
    @Test
    void doesNotResendWhatWasHandedOverWhenTheConnectionBroke() throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && server.texts().isEmpty(); wait++) {
                Thread.sleep(100);
            }
            Clocks.turnBack(context, "work", "due", 1);

            var done = awaitSent();

            assertThat(done.json().path("inDoubt").asInt()).isEqualTo(1);
            assertThat(server.texts()).hasSize(1);
        }
        Mockito.reset(smtp);
        assertThat(house.ada().with("Accept-Language", "en").page(issue).body())
                .contains("Delivery unconfirmed", "never answered")
                .doesNotContain("Try again");
        house.ada().post(issue + "/sending", Map.of());
        Thread.sleep(2500);
        assertThat(mailsTo(vera.email(), "Refused")).isEmpty();
    }

    @Test
    void doesNotCountAUserTerminatedBeforeTheFinalDot() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with("RCPT", (caller, line) -> {
            house.ada().post("/users/" + vera.id() + "/termination", Map.of());
            return GrumpyServer.says("250").answer(caller, line);
        })) {
            sendBy(server);

            assertThat(awaitSent().json().path("sent").asInt()).isZero();
            assertThat(server.texts()).isEmpty();
        }
    }

    @Test
    void resendsWhatBrokeBeforeTheFinalDotWithoutDoubt() throws Exception {
        try (var server = new GrumpyServer(Map.of("DATA", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && server.lines("DATA").isEmpty(); wait++) {
                Thread.sleep(100);
            }
        }
        Mockito.reset(smtp);
        for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
            Clocks.turnBack(context, "delivery", "due", 10);
            Clocks.turnBack(context, "work", "due", 10);
            Thread.sleep(100);
        }

        var mail = mailTo(vera.email(), "Refused");
        assertThat(awaitSent().json().path("inDoubt").asInt()).isZero();
        assertThat(mail.header("Message-ID")).startsWith("<mail_");
    }

    @Test
    void sendsOnceToASlowServer() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.late(3_000, "250"))) {
            sendBy(server);

            assertThat(awaitSent().json().path("sent").asInt()).isEqualTo(1);
            assertThat(server.texts()).hasSize(1);
        }
    }
}
