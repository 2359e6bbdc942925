package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From the final dot on it is unknown whether a mail was taken until the server answers: such a mail is sent once, or
 * reported as in doubt.
 */
class HandedOverTest extends PostOffice {
    @Autowired
    private RoundTrips trips;

    @Autowired
    private Stage stage;

    @Autowired
    private MailQueue mailQueue;

    @Autowired
    private MailWriter writer;

    @Autowired
    private java.time.Clock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Undelivered undelivered;

    @MockitoSpyBean
    private Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    private House house;
    private String email;
    private UserId klara;

    @BeforeEach
    void queueAnInvitation() throws InterruptedException {
        Mockito.doAnswer(call -> new SmtpConnection(Optional.empty()))
                .when(smtp)
                .line();
        house = stage.house();
        email = Stage.email("klara");
        klara = UserId.parse(house.create("Klara", email, "EXTERNAL", "Viewer").text("id"))
                .orElseThrow();
        await("select count(*) from mail where user_id = :person and attempts = 1", 1);
    }

    @AfterEach
    void emptyTheQueue() {
        reset(smtp, store);
        TenantContext.run(organisation(), () -> transaction.executeWithoutResult(status -> forget(klara)));
    }

    @Test
    void sendsOnceToASlowServer() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.late(4_000, "250"))) {
            sendBy(server);

            await("select count(*) from mail where user_id = :person", 0);
            assertThat(texts(server)).hasSize(1);
        }
    }

    @Test
    void leavesAnUnansweredMailInDoubtAndDoesNotResendIt() throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            awaitState(Undelivered.State.IN_DOUBT);
            Clocks.turnBack(context, "work", "due", 60 * 24);
            Thread.sleep(1500);
            assertThat(texts(server)).hasSize(1);
        }
        reset(smtp);

        house.ada().form("/users/" + klara + "/invitation", Map.of());

        mailTo(email);
        assertThat(notes()).as("asked for again, the former doubt is over").isEmpty();
    }

    /** Recording fails twice: after the missing answer, and when the mail is taken again. */
    @Test
    void staysInDoubtUntilItCanBeGivenUp() throws Exception {
        doThrow(new IllegalStateException("no database"))
                .doThrow(new IllegalStateException("no database"))
                .doCallRealMethod()
                .when(store)
                .giveUp(Mockito.any(), Mockito.any());
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && isNotGivenUp(); wait++) {
                Clocks.turnBack(context, "work", "due", 60 * 24);
                Thread.sleep(100);
            }

            awaitState(Undelivered.State.IN_DOUBT);
            assertThat(texts(server)).hasSize(1);
        }
    }

    private boolean isNotGivenUp() {
        return number("select count(*) from mail where user_id = :person and not given_up") > 0;
    }

    @Test
    void resendsWhatBrokeBeforeTheFinalDot() throws Exception {
        try (var server = new GrumpyServer(Map.of("DATA", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            await("select count(*) from mail where user_id = :person and attempts = 2", 1);
            assertThat(notes().getFirst().state()).isEqualTo(Undelivered.State.PUT_OFF);
        }
        reset(smtp);
        Clocks.turnBack(context, "work", "due", 60 * 24);

        mailTo(email);
        await("select count(*) from mail where user_id = :person", 0);
    }

    @Test
    void doesNotHandOverWhatCannotBeRecordedFirst() throws Exception {
        doThrow(new IllegalStateException("no database")).when(store).handOver(Mockito.any());
        try (var server = new GrumpyServer(Map.of())) {
            sendBy(server);
            // Counted and postponed like any other failure: the server does not have it.
            await("select count(*) from mail where user_id = :person and attempts = 2 and reason = 'OURS'", 1);
            assertThat(server.lines("DATA")).isNotEmpty();
            assertThat(texts(server)).isEmpty();
        }
        reset(smtp, store);
        Clocks.turnBack(context, "work", "due", 60 * 24);

        mailTo(email);
    }

    @Test
    void aShutdownLeavesItInDoubtAndTheNextStartDoesNotResendIt() throws Exception {
        var reached = new CountDownLatch(1);
        var let = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, (caller, line) -> {
            reached.countDown();
            return GrumpyServer.when(let, "250").answer(caller, line);
        })) {
            var other = new Outbox(mailQueue, store, writer, clock, transaction);
            Mockito.doAnswer(call -> line(server)).when(smtp).line();
            Clocks.turnBack(context, "work", "due", 60 * 24);
            for (var tries = 0; tries < 100 && reached.getCount() > 0; tries++) {
                other.tick();
                reached.await(100, TimeUnit.MILLISECONDS);
            }
            other.close();
            context.getBean(Outbox.class).tick();

            awaitState(Undelivered.State.IN_DOUBT);
            let.countDown();
            Thread.sleep(1500);
            assertThat(texts(server)).hasSize(1);
        }
    }

    /** All fixed-delay jobs share a thread: while one takes long, another node must not take over the mail. */
    @Test
    void keepsTheLeaseWhileOtherJobsTakeLong() throws Exception {
        var isBusy = new CountDownLatch(1);
        var let = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.when(let, "250"))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && texts(server).isEmpty(); wait++) {
                Thread.sleep(50);
            }
            var busy = context.getBean(TaskScheduler.class)
                    .scheduleWithFixedDelay(
                            () -> {
                                isBusy.countDown();
                                await(let);
                            },
                            Duration.ofDays(1));
            assertThat(isBusy.await(30, TimeUnit.SECONDS)).isTrue();
            Clocks.turnBack(context, "work", "due", 60 * 24);

            await("""
                    select count(*) from work
                    where subject in (select id from mail where user_id = :person) and due > now()
                    """, 1);
            busy.cancel(false);
        } finally {
            let.countDown();
        }
    }

    @Test
    void aKilledProcessLeavesItInDoubt() throws Exception {
        TenantContext.run(
                organisation(),
                () -> transaction.executeWithoutResult(
                        status -> jdbc.sql("update mail set handed_over = true where user_id = :person")
                                .param("person", klara.value())
                                .update()));
        try (var server = new GrumpyServer(Map.of())) {
            sendBy(server);

            awaitState(Undelivered.State.IN_DOUBT);
            assertThat(server.lines("RCPT")).isEmpty();
        }
    }

    @Test
    void sendsNothingToAUserTerminatedDuringHandOver() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with("RCPT", (caller, line) -> {
            house.ada().post("/users/" + klara + "/termination", Map.of());
            return GrumpyServer.says("250").answer(caller, line);
        })) {
            sendBy(server);
            for (var wait = 0; wait < 300 && server.lines("DATA").isEmpty(); wait++) {
                Thread.sleep(50);
            }
            await("select count(*) from mail where user_id = :person", 0);
            Thread.sleep(500);

            assertThat(server.lines("DATA")).hasSize(1);
            assertThat(texts(server)).isEmpty();
        }
    }

    @Test
    void slowMailsOfOneOrganisationDoNotDelayOthers() throws Exception {
        var let = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with("RCPT", (caller, line) -> {
            if (line.contains("slow")) {
                let.await();
            }
            return GrumpyServer.says("250").answer(caller, line);
        })) {
            for (var number = 0; number < 6; number++) {
                house.create("Slow", Stage.email("slow"), "EXTERNAL", "Viewer");
            }
            var other = stage.house();
            sendBy(server);
            var quick = Stage.email("quick");
            other.create("Quick", quick, "EXTERNAL", "Viewer");

            for (var wait = 0; wait < 300 && server.lines("RCPT TO:<" + quick).isEmpty(); wait++) {
                Thread.sleep(50);
            }
            assertThat(server.lines("RCPT TO:<" + quick)).hasSize(1);
            assertThat(server.lines("RCPT TO:<slow")).hasSizeLessThanOrEqualTo(FairQueue.CONNECTIONS / 2);
            let.countDown();
        }
    }

    /** The queue also has mails to others. */
    private List<String> texts(GrumpyServer server) {
        return server.texts().stream()
                .filter(text -> text.contains("<" + email + ">"))
                .toList();
    }

    private void sendBy(GrumpyServer server) {
        Mockito.doAnswer(call -> line(server)).when(smtp).line();
        Clocks.turnBack(context, "work", "due", 60 * 24);
    }

    private static SmtpConnection line(GrumpyServer server) {
        return new SmtpConnection(Optional.of(Lines.server(server.url(), "per-mail")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Undelivered.Note> notes() {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> undelivered.of(Actor.person(organisation(), klara), klara, List.of("invitation"))));
    }

    private void awaitState(Undelivered.State state) throws InterruptedException {
        for (var wait = 0;
                wait < 300 && (notes().isEmpty() || notes().getFirst().state() != state);
                wait++) {
            Thread.sleep(50);
        }
        assertThat(notes()).extracting(Undelivered.Note::state).containsExactly(state);
    }

    private void await(String sql, int count) throws InterruptedException {
        for (var wait = 0; wait < 400 && number(sql) != count; wait++) {
            Thread.sleep(50);
        }
        assertThat(number(sql)).isEqualTo(count);
    }

    private int number(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("person", klara.value())
                        .query(Integer.class)
                        .single()));
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
