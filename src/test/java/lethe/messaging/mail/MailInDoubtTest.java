package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * From the final dot on it is unknown whether a mail was taken until the server answers: such a mail is reported as in
 * doubt, and not sent again.
 */
class MailInDoubtTest extends InvitationHandedOver {
    @Autowired
    private MailQueue mailQueue;

    @Autowired
    private MailWriter writer;

    @Autowired
    private java.time.Clock clock;

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
                other.look();
                reached.await(100, TimeUnit.MILLISECONDS);
            }
            other.close();
            context.getBean(Outbox.class).look();

            awaitState(Undelivered.State.IN_DOUBT);
            let.countDown();
            Thread.sleep(1500);
            assertThat(texts(server)).hasSize(1);
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

    private void awaitState(Undelivered.State state) throws InterruptedException {
        for (var wait = 0;
                wait < 300 && (notes().isEmpty() || notes().getFirst().state() != state);
                wait++) {
            Thread.sleep(50);
        }
        assertThat(notes()).extracting(Undelivered.Note::state).containsExactly(state);
    }
}
