package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
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
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue: contains nothing personal, loses nothing, sends nothing to terminated users. */
class OutboxTest extends PostOffice {
    @Autowired
    private RoundTrips trips;

    @Autowired
    private Stage stage;

    @Autowired
    private MailQueue mailQueue;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @MockitoSpyBean
    private Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    private House house;
    private String email;
    private UserId klara;

    /** The invitation to KLARA waits while there is no connection. */
    @BeforeEach
    void queueAnInvitation() {
        Mockito.doAnswer(call -> new SmtpConnection(Optional.empty()))
                .when(smtp)
                .line();
        house = stage.house();
        email = Stage.email("klara");
        klara = UserId.parse(house.create("Klara", email, "EXTERNAL", "Viewer").text("id"))
                .orElseThrow();
    }

    @AfterEach
    void emptyTheQueue() {
        reset(smtp, store);
        inHouse(() -> forget(klara));
    }

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
    void retriesWithGrowingPauses() throws InterruptedException {
        awaitAttempts(1);
        assertThat(mailsTo(email)).isEmpty();
        assertThat(waitingSeconds()).isBetween(30L, 61L);
        assertThat(mailQueue.counts().failing()).isPositive();
        Clocks.turnBack(context, "work", "due", 2);
        awaitAttempts(2);
        assertThat(waitingSeconds()).isBetween(90L, 121L);

        reset(smtp);
        Clocks.turnBack(context, "work", "due", 3);

        assertThat(mailTo(email).subject()).startsWith("You have been invited");
    }

    @Test
    void givesUpAfterTwoDaysAndTheOperatorSeesIt() throws InterruptedException {
        awaitAttempts(1);
        var before = mailQueue.counts().givenUp();
        Clocks.turnBack(context, "mail", "queued_at", 3000);
        Clocks.turnBack(context, "work", "due", 3000);

        awaitAttempts(2);

        assertThat(mailQueue.counts().givenUp()).isEqualTo(before + 1);
        assertThat(stage.anybody()
                        .page("/health/ready")
                        .json()
                        .at("/mail/givenUp")
                        .asLong())
                .isEqualTo(before + 1);
        assertThat(stage.anybody().page("/health/ready").body())
                .contains("Mail is not delivered")
                .doesNotContain(email);
        reset(smtp);
        Clocks.turnBack(context, "mail", "queued_at", 60 * 24 * 7);
        context.getBean(RetentionJob.class)
                .apply(OrganisationId.parse(house.id()).orElseThrow());
        assertThat(mailsTo(email)).as("it is forgotten, and not sent after all").isEmpty();
        assertThat(mailQueue.counts().givenUp()).isEqualTo(before);
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
    void doesNotResendAfterAnInterruptionBetweenSendingAndRecording() throws InterruptedException {
        awaitAttempts(1);
        doThrow(new IllegalStateException("killed")).when(store).delete(Mockito.any());
        Mockito.doCallRealMethod().when(smtp).line();
        Clocks.turnBack(context, "work", "due", 2);
        mailTo(email);
        Mockito.verify(store, Mockito.timeout(20_000)).delete(Mockito.any());
        reset(store);

        Thread.sleep(1500);
        assertThat(mailsTo(email)).as("whoever has it has it for a while").hasSize(1);
        Clocks.turnBack(context, "work", "due", 2);

        awaitAttempts(2);
        assertThat(number("select count(*) from mail where user_id = :person and given_up and reason = 'IN_DOUBT'"))
                .isEqualTo(1);
        assertThat(mailsTo(email)).hasSize(1);
    }

    @Test
    void concurrentSendersSendOnce() throws Exception {
        awaitAttempts(1);
        Mockito.doCallRealMethod().when(smtp).line();
        Clocks.turnBack(context, "work", "due", 2);

        lethe.AtOnce.atOnce(this::sendAll, this::sendAll, this::sendAll, this::sendAll);

        awaitNothing();
        assertThat(mailsTo(email)).hasSize(1);
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

    private lethe.Api.Answer sendAll() {
        outbox.sendWhatIsDue();
        return stage.anybody().page("/health/ready");
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

    private void awaitAttempts(int count) throws InterruptedException {
        for (var wait = 0; wait < 400 && attempts() < count; wait++) {
            Thread.sleep(50);
        }
        assertThat(attempts()).isEqualTo(count);
    }

    private void awaitNothing() throws InterruptedException {
        for (var wait = 0; wait < 400 && count() > 0; wait++) {
            Thread.sleep(50);
        }
        assertThat(count()).isZero();
    }

    private int attempts() {
        return number("select coalesce(max(attempts), 0) from mail where user_id = :person");
    }

    private int count() {
        return number("select count(*) from mail where user_id = :person");
    }

    private long waitingSeconds() {
        return number("""
                select extract(epoch from w.due - now())::integer
                from work w
                join mail m on m.id = w.subject
                where w.kind = 'MAIL' and m.user_id = :person
                """);
    }

    private int number(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("person", klara.value())
                        .query(Integer.class)
                        .single()));
    }

    private void inHouse(Runnable work) {
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private void forget(UserId person) {
        var trip = trips.start();
        store.deleteAll(trip, person);
        trip.go();
    }
}
