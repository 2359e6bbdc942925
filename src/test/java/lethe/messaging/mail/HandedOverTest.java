package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lethe.Stage;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.scheduling.TaskScheduler;

/** A mail is handed over once, however slow or broken its server is. */
class HandedOverTest extends InvitationHandedOver {
    @Test
    void sendsOnceToASlowServer() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.late(4_000, "250"))) {
            sendBy(server);

            await("select count(*) from mail where user_id = :person", 0);
            assertThat(texts(server)).hasSize(1);
        }
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
}
