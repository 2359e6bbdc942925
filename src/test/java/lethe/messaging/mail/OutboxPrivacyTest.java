package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lethe.Stage;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;

/** The queue and the log contain nothing personal, and a terminated user gets nothing. */
class OutboxPrivacyTest extends InvitationInTheQueue {
    @Test
    void containsNoPersonalData() {
        var rows = TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> jdbc.sql("select mail::text from mail union all select work::text from work")
                                .query(String.class)
                                .list()));

        var dump = String.join(" ", rows);
        assertThat(dump.toLowerCase(Locale.ROOT))
                .contains("invitation")
                .doesNotContain(email, Stage.CANARY, "klara", "lethe_link_", "@", "house");
    }

    @Test
    void sendsNothingToATerminatedUserEvenIfQueuedBefore() throws InterruptedException {
        awaitAttempts(1);

        assertThat(house.ada()
                        .post("/users/" + klara + "/termination", Map.of())
                        .status())
                .isEqualTo(200);

        assertThat(count()).isZero();
        reset(smtp);
        outbox.sendWhatIsDue();
        Thread.sleep(1500);
        assertThat(mailsTo(email)).isEmpty();
        assertThat(AsOwner.of(context).queryForObject("select count(*) from work where kind = 'MAIL'", Long.class))
                .isEqualTo(mailQueue.counts().waiting() + mailQueue.counts().givenUp());
    }

    @Test
    void sendsNothingToATerminatedUserStillInTheQueue() throws InterruptedException {
        awaitAttempts(1);
        house.ada().post("/users/" + klara + "/termination", Map.of());
        reset(smtp);

        inHouse(() -> mailQueue.queue(new Mail.Order(klara, "invitation", Locale.ENGLISH, null, "lethe_link_x")));

        awaitNothing();
        assertThat(mailsTo(email)).isEmpty();
    }

    @Test
    void logsNoAddressWhenADeliveryBounces() throws IOException, InterruptedException {
        awaitAttempts(1);
        var log = listening();
        for (var grumbles : java.util.List.of(
                Map.of("RCPT", "451 4.2.0 later <" + email + ">"),
                Map.of("MAIL", "530 who are you"),
                Map.of("TEXT", "451 no " + email),
                Map.of("RCPT", "550 5.1.1 no such user <" + email + ">"))) {
            try (var server = new GrumpyServer(grumbles)) {
                var named = new Smtp(server.url(), "post@lethe.example", "per-mail");
                Mockito.doAnswer(call -> named.line()).when(smtp).line();
                var attempts = attempts();
                Clocks.turnBack(context, "work", "due", 60 * 24);
                awaitAttempts(attempts + 1);
            }
        }

        var text = stopped(log);
        assertThat(text).contains("is given up after", "SMTP 550");
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(email).doesNotContain("klara");
        assertThat(text).doesNotContain("lethe_link_");
        assertThat(mailQueue.counts().givenUp()).isPositive();
    }

    @Test
    void isNotSentInClearToADistantServer() throws IOException, InterruptedException {
        awaitAttempts(1);
        try (var server = new GrumpyServer(Map.of())) {
            var far = Server.of("smtp://[::ffff:127.0.0.1]:" + server.port(), "post@lethe.example", "per-mail");
            Mockito.doAnswer(call -> new SmtpConnection(Optional.of(far)))
                    .when(smtp)
                    .line();
            Clocks.turnBack(context, "work", "due", 2);

            awaitAttempts(2);
            assertThat(server.heard()).contains("EHLO").doesNotContain("MAIL", "RCPT", "DATA");
        }
    }

    private static ListAppender<ILoggingEvent> listening() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.DEBUG);
        return log;
    }

    private static String stopped(ListAppender<ILoggingEvent> log) {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.detachAppender(log);
        return java.util.List.copyOf(log.list).stream()
                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }
}
