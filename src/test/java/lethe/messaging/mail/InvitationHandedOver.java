package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/** An invitation in the queue that is handed over to a server, after one attempt without a connection. */
abstract class InvitationHandedOver extends InvitationInTheQueue {
    @Autowired
    private Undelivered undelivered;

    @Override
    @BeforeEach
    void queueAnInvitation() throws InterruptedException {
        super.queueAnInvitation();
        await("select count(*) from mail where user_id = :person and attempts = 1", 1);
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
}
