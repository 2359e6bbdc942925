package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers of a server are read, whatever their shape. */
class SmtpAnswersTest {
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
            var failure = Lines.failure(line, Lines.KLARA);

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
                assertThat(Lines.failure(line, Lines.KLARA).failure())
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
            assertThat(Lines.failure(line, Lines.KLARA).failure())
                    .isEqualTo(new DeliveryFailure(Reason.REFUSED, 550, "5.1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELO-", "EHLO", "MAIL", "RCPT", "DATA", "TEXT"})
    void refusesEndlessAnswers(String phase) throws Exception {
        for (var mood :
                new GrumpyServer.Mood[] {GrumpyServer.babbles(), GrumpyServer.goesOn(), GrumpyServer.trickles(50)}) {
            try (var server = new GrumpyServer(Map.of()).with(phase, mood);
                    var line = Lines.to(server, SmtpTimeouts.OF_RFC_5321.dividedBy(600))) {
                var failure = Lines.failure(line, Lines.KLARA);

                assertThat(failure.status()).isZero();
                assertThat(failure.isInDoubt()).isEqualTo(phase.equals("TEXT"));
            }
        }
    }
}
