package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.reset;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** An invitation in the queue that is handed over to a server. */
abstract class InvitationHandedOver extends PostOffice {
    @Autowired
    private RoundTrips trips;

    @Autowired
    Stage stage;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    @Autowired
    private Undelivered undelivered;

    @MockitoSpyBean
    Smtp smtp;

    @MockitoSpyBean
    MailStore store;

    House house;
    String email;
    UserId klara;

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

    /** The queue also has mails to others. */
    List<String> texts(GrumpyServer server) {
        return server.texts().stream()
                .filter(text -> text.contains("<" + email + ">"))
                .toList();
    }

    void sendBy(GrumpyServer server) {
        Mockito.doAnswer(call -> line(server)).when(smtp).line();
        Clocks.turnBack(context, "work", "due", 60 * 24);
    }

    static SmtpConnection line(GrumpyServer server) {
        return new SmtpConnection(Optional.of(Lines.server(server.url(), "per-mail")));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    List<Undelivered.Note> notes() {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> undelivered.of(Actor.person(organisation(), klara), klara, List.of("invitation"))));
    }

    void await(String sql, int count) throws InterruptedException {
        for (var wait = 0; wait < 400 && number(sql) != count; wait++) {
            Thread.sleep(50);
        }
        assertThat(number(sql)).isEqualTo(count);
    }

    int number(String sql) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("person", klara.value())
                        .query(Integer.class)
                        .single()));
    }

    OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }

    private void forget(UserId person) {
        var trip = trips.start();
        store.deleteAll(trip, person);
        trip.go();
    }
}
