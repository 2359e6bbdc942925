package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we say to a mail server, and how we read its answers, in every phase. */
class SmtpConnectionTest {
    @Test
    void writesSevenBitMailsWithRfc2047HeadersForAnyServer() throws Exception {
        for (var extensions : new String[][] {{}, {"SMTPUTF8", "8BITMIME"}}) {
            try (var server = new GrumpyServer(Map.of()).offering(extensions);
                    var line = Lines.to(server, Lines.SHORT)) {
                assertThat(Lines.send(line, Lines.KLARA)).isTrue();

                var text = server.texts().getFirst();
                assertThat(text.chars()).allMatch(c -> c < 0x80);
                assertThat(text).contains("Subject: =?UTF-8?").contains("\n..\n");
                assertThat(server.lines("MAIL")).containsExactly("MAIL FROM:<bounce+" + Lines.ID + "@lethe.example>");
                assertThat(server.lines("RCPT")).containsExactly("RCPT TO:<klara@xn--strae-oqa.example>");
                var read = new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
                assertThat(read.getSubject()).isEqualTo("Grüße");
                assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Häuser & Söhne");
                assertThat(((InternetAddress) read.getRecipients(jakarta.mail.Message.RecipientType.TO)[0])
                                .getPersonal())
                        .isEqualTo("Klára Känäri");
            }
        }
    }

    @Test
    void usesSmtpUtf8OnlyIfTheAddressNeedsIt() throws Exception {
        try (var server = new GrumpyServer(Map.of()).offering("SMTPUTF8");
                var line = Lines.to(server, Lines.SHORT)) {
            Lines.send(line, new MailRecipient("Jürgen", "Łuczak", "jürgen@straße.example"));
            Lines.send(line, Lines.KLARA);

            assertThat(server.lines("MAIL").getFirst()).endsWith(" SMTPUTF8");
            assertThat(server.lines("RCPT").getFirst()).isEqualTo("RCPT TO:<jürgen@xn--strae-oqa.example>");
            assertThat(server.texts().getFirst()).contains("<jürgen@xn--strae-oqa.example>");
            assertThat(server.lines("MAIL").getLast()).doesNotContain("SMTPUTF8");
        }
    }

    @Test
    void refusesAMailThatTheServerCannotDeliverAndSendsTheNext() throws Exception {
        try (var server = new GrumpyServer(Map.of()).offering("8BITMIME");
                var line = Lines.to(server, Lines.SHORT)) {
            var failure = failure(line, new MailRecipient("Jürgen", "Łuczak", "jürgen@x.example"));

            assertThat(failure.failure().reason()).isEqualTo(Reason.NOT_UTF8);
            assertThat(failure.isForGood()).isTrue();
            assertThat(failure.isOurs()).isFalse();
            assertThat(server.lines("MAIL")).isEmpty();
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
            assertThat(server.lines("EHLO")).as("over the same connection").hasSize(1);
        }
    }

    @Test
    void usesTheSenderAsEnvelopeIfConfigured() throws Exception {
        try (var server = new GrumpyServer(Map.of());
                var line = new SmtpConnection(
                        Optional.of(Lines.server(server.url(), "sender")), Lines.SHORT, new Condition())) {
            Lines.send(line, Lines.KLARA);

            assertThat(server.lines("MAIL")).containsExactly("MAIL FROM:<post@lethe.example>");
        }
    }

    /** All combinations of phase and refusal, and their consequences. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            HELO- | 554 5.7.1 go away         | TURNED_AWAY | 554 | 5.7.1  | false | true
            HELO- | 421 4.3.2 later           | BUSY        | 421 | 4.3.2  | false | true
            HELO- | hangs up                  | UNREACHABLE | 0   | -      | false | true
            HELO- | what?                     | UNREACHABLE | 0   | -      | false | true
            EHLO  | 421 closing               | BUSY        | 421 | -      | false | true
            EHLO  | hangs up                  | UNREACHABLE | 0   | -      | false | true
            MAIL  | 530 5.7.0 who are you     | LOGIN       | 530 | 5.7.0  | false | true
            MAIL  | 553 5.7.1 not yours       | SENDER      | 553 | 5.7.1  | false | true
            MAIL  | 550 no such sender        | SENDER      | 550 | -      | false | true
            MAIL  | 451 4.3.0 later           | BUSY        | 451 | 4.3.0  | false | true
            MAIL  | 421 closing               | BUSY        | 421 | -      | false | true
            MAIL  | hangs up                  | UNREACHABLE | 0   | -      | false | true
            RCPT  | 550 5.1.1 no such user    | REFUSED     | 550 | 5.1.1  | true  | false
            RCPT  | 550 no such user          | REFUSED     | 550 | -      | true  | false
            RCPT  | 553 5.1.3 bad syntax      | REFUSED     | 553 | 5.1.3  | true  | false
            RCPT  | 530 5.7.0 who are you     | LOGIN       | 530 | 5.7.0  | false | true
            RCPT  | 553 5.7.1 sender not owned| SENDER      | 553 | 5.7.1  | false | true
            RCPT  | 553 not allowed           | SENDER      | 553 | -      | false | true
            RCPT  | 550 5.1.8 bad sender      | SENDER      | 550 | 5.1.8  | false | true
            RCPT  | 450 4.2.0 greylisted      | LATER       | 450 | 4.2.0  | false | false
            RCPT  | 452 4.2.2 mailbox full    | LATER       | 452 | 4.2.2  | false | false
            RCPT  | 421 4.7.0 too many         | BUSY        | 421 | 4.7.0  | false | true
            RCPT  | hangs up                  | UNREACHABLE | 0   | -      | false | true
            DATA  | 554 5.5.1 no recipients   | REFUSED     | 554 | 5.5.1  | true  | false
            DATA  | 451 4.3.0 no space        | LATER       | 451 | 4.3.0  | false | false
            DATA  | hangs up                  | UNREACHABLE | 0   | -      | false | true
            TEXT  | 550 5.1.1 refused after all | REFUSED   | 550 | 5.1.1  | true  | false
            TEXT  | 554 5.7.1 spam            | REFUSED     | 554 | 5.7.1  | true  | false
            TEXT  | 550 5.7.60 not in that name | SENDER    | 550 | 5.7.60 | false | true
            TEXT  | 451 4.7.1 greylisted      | LATER       | 451 | 4.7.1  | false | false
            TEXT  | 421 4.3.2 shutting down   | BUSY        | 421 | 4.3.2  | false | true
            TEXT  | hangs up                  | IN_DOUBT    | 0   | -      | false | true
            TEXT  | what?                     | IN_DOUBT    | 0   | -      | false | true
            TEXT  | 550 5.99999.1 odd         | REFUSED     | 550 | -      | true  | false
            """)
    void interpretsAnAnswerByItsPhase(
            String command,
            String answer,
            Reason reason,
            int status,
            String enhanced,
            boolean isForGood,
            boolean isOurs)
            throws Exception {
        try (var server = new GrumpyServer(Map.of(command, answer));
                var line = Lines.to(server, Lines.SHORT)) {
            var failure = failure(line, Lines.KLARA);

            assertThat(failure.failure()).isEqualTo(new DeliveryFailure(reason, status, enhanced));
            assertThat(failure.isForGood()).isEqualTo(isForGood);
            assertThat(failure.isOurs()).isEqualTo(isOurs);
            assertThat(failure.isInDoubt()).isEqualTo(reason == Reason.IN_DOUBT);
            assertThat(failure.toString()).doesNotContain("klara", "example");
            assertThat(failure).hasNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"250", "250 2.0.0", "251", "200"})
    void acceptsAnyPositiveAnswer(String answer) throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", answer));
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
            assertThat(Lines.send(line, Lines.KLARA)).as("and goes on").isTrue();
            assertThat(server.texts()).hasSize(2);
        }
    }

    @Test
    void readsAnAnswerBeforeTheServerHangsUp() throws Exception {
        for (var phase : new String[] {"RCPT", GrumpyServer.TEXT}) {
            try (var server = new GrumpyServer(Map.of()).with(phase, (caller, line) -> {
                        caller.say("550 5.1.1 no\r\n");
                        return false;
                    });
                    var line = Lines.to(server, Lines.SHORT)) {
                assertThat(failure(line, Lines.KLARA).failure())
                        .isEqualTo(new DeliveryFailure(Reason.REFUSED, 550, "5.1.1"));
            }
        }
    }

    @Test
    void readsAnswersOfSeveralLines() throws Exception {
        try (var server = new GrumpyServer(Map.of())
                        .with("MAIL", GrumpyServer.atLength("250", "well", "yes"))
                        .with("RCPT", GrumpyServer.atLength("550", "5.1.1 no", "5.1.1 such", "5.1.1 user"));
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(failure(line, Lines.KLARA).failure())
                    .isEqualTo(new DeliveryFailure(Reason.REFUSED, 550, "5.1.1"));
        }
    }

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
            assertThat(failure(line, Lines.KLARA).failure().reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(server.texts()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELO-", "EHLO", "MAIL", "RCPT", "DATA", "TEXT"})
    void refusesEndlessAnswers(String phase) throws Exception {
        for (var mood :
                new GrumpyServer.Mood[] {GrumpyServer.babbles(), GrumpyServer.goesOn(), GrumpyServer.trickles(50)}) {
            try (var server = new GrumpyServer(Map.of()).with(phase, mood);
                    var line = Lines.to(server, SmtpTimeouts.OF_RFC_5321.dividedBy(600))) {
                var failure = failure(line, Lines.KLARA);

                assertThat(failure.status()).isZero();
                assertThat(failure.isInDoubt()).isEqualTo(phase.equals("TEXT"));
            }
        }
    }

    @Test
    void isInDoubtFromTheFinalDotOn() throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP));
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(failure(line, Lines.KLARA).isInDoubt()).isTrue();
        }
    }

    /** Larger than all buffers in between, so that the server has gone before the mail is sent. */
    @Test
    void isNotInDoubtIfTheServerHangsUpWithinTheText() throws Exception {
        var content = new MailContent("Grüße", "Grüß Gott\n".repeat(2_000_000), "<p>Grüß Gott</p>");
        var asked = new AtomicInteger();
        try (var server = new GrumpyServer(Map.of()).with("DATA", (caller, said) -> {
                    caller.say("354 go on\r\n");
                    return false;
                });
                var line = Lines.to(server, Lines.SHORT)) {
            var failure = catchThrowableOfType(
                    NotDelivered.class,
                    () -> Lines.send(line, content, Lines.KLARA, () -> asked.incrementAndGet() > 0));

            assertThat(failure.failure().reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure.isInDoubt()).isFalse();
        }
        assertThat(asked).hasValue(0);
    }

    /**
     * The server leaves while we check whether to hand over: we send the final dot without knowing whether it arrives.
     */
    @Test
    void isInDoubtIfTheServerHangsUpBeforeTheFinalDot() throws Exception {
        var gone = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with("DATA", (caller, said) -> {
                    caller.say("354 go on\r\n");
                    caller.leave();
                    gone.countDown();
                    return false;
                });
                var line = Lines.to(server, Lines.SHORT)) {
            var failure = catchThrowableOfType(
                    NotDelivered.class,
                    () -> Lines.send(line, Lines.KLARA, () -> {
                        try {
                            return gone.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException over) {
                            throw new IllegalStateException(over);
                        }
                    }));

            assertThat(failure.isInDoubt()).isTrue();
            assertThat(server.texts()).isEmpty();
        }
    }

    /** The fault is ours: an exception while the server has the mail. */
    @Test
    void isInDoubtAfterAnyFailureFromThere() throws Exception {
        var usual = Lines.SHORT;
        var broken = new SmtpTimeouts(
                usual.connecting(),
                usual.command(),
                usual.begin(),
                usual.block(),
                Duration.ofSeconds(Long.MAX_VALUE),
                usual.farewell());
        try (var server = new GrumpyServer(Map.of());
                var line = Lines.to(server, broken)) {
            assertThat(failure(line, Lines.KLARA).isInDoubt()).isTrue();
        }
    }

    @Test
    void doesNotHandOverAMailWithdrawnAtTheLastMoment() throws Exception {
        try (var server = new GrumpyServer(Map.of());
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(Lines.send(line, Lines.KLARA, () -> false)).isFalse();
            assertThatThrownBy(() -> Lines.send(line, Lines.KLARA, () -> {
                        throw new IllegalStateException("no database");
                    }))
                    .hasMessage("no database");
            assertThat(server.texts()).isEmpty();

            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
            assertThat(server.texts()).as("and not behind the rest of another").hasSize(1);
            assertThat(server.texts().getFirst()).doesNotContain("MAIL FROM");
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

            assertThat(failure(line, Lines.KLARA).isInDoubt()).isTrue();
            assertThat(failure(line, Lines.KLARA).failure().reason()).isEqualTo(Reason.UNREACHABLE);
            let.countDown();
        }
    }

    private static NotDelivered failure(SmtpConnection line, MailRecipient to) {
        var failure = catchThrowableOfType(NotDelivered.class, () -> Lines.send(line, to));
        assertThat(failure).isNotNull();
        return failure;
    }
}
