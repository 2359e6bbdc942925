package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection waits for its server. */
class SmtpTimeoutsTest {
    /** All time-outs divided by 25: 25 s become one, longer than the former time-out of 20 s. */
    @ParameterizedTest
    @ValueSource(strings = {"HELO-", "EHLO", "MAIL", "RCPT", "DATA", "TEXT"})
    void waitsForAnAnswerAfterTwentyFiveSeconds(String phase) throws Exception {
        var scale = 25;
        try (var server = new GrumpyServer(Map.of()).slowAt(phase, 25_000 / scale);
                var line = Lines.to(server, SmtpTimeouts.OF_RFC_5321.dividedBy(scale))) {
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
            assertThat(server.texts()).hasSize(1);
        }
    }

    @Test
    void theQueueWaitsAsLongAsTheStandardSays() {
        var smtp = new Smtp("smtp://127.0.0.1", "post@lethe.example", "per-mail");

        assertThat(smtp.line()).extracting("timeouts").isEqualTo(SmtpTimeouts.OF_RFC_5321);
    }

    @Test
    void waitsAsLongAsTheStandardSays() {
        var timeouts = SmtpTimeouts.OF_RFC_5321;

        assertThat(timeouts.command()).hasMinutes(5);
        assertThat(timeouts.begin()).hasMinutes(2);
        assertThat(timeouts.block()).hasMinutes(3);
        assertThat(timeouts.end()).hasMinutes(10);
    }

    /** Each phase has its own time-out: here the last one is much longer than the others. */
    @Test
    void waitsForTheEndLongerThanForACommand() throws Exception {
        var short_ = java.time.Duration.ofMillis(400);
        var timeouts = new SmtpTimeouts(short_, short_, short_, short_, java.time.Duration.ofSeconds(20), short_);
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.late(1_500, "250"));
                var line = Lines.to(server, timeouts)) {
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
        }
        try (var server = new GrumpyServer(Map.of()).with("RCPT", GrumpyServer.late(1_500, "250"));
                var line = Lines.to(server, timeouts)) {
            assertThat(Lines.failure(line, Lines.KLARA).failure().reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(server.texts()).isEmpty();
        }
    }

    @Test
    void stopsWaitingOnceItIsCut() throws Exception {
        var let = new CountDownLatch(1);
        var before = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, (caller, said) -> {
                    before.countDown();
                    return GrumpyServer.when(let, "250").answer(caller, said);
                });
                var line = Lines.to(server, SmtpTimeouts.OF_RFC_5321)) {
            Thread.ofVirtual().start(() -> {
                try {
                    before.await();
                    line.cut();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });

            assertThat(Lines.failure(line, Lines.KLARA).isInDoubt()).isTrue();
            assertThat(Lines.failure(line, Lines.KLARA).failure().reason()).isEqualTo(Reason.UNREACHABLE);
            let.countDown();
        }
    }
}
