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

/** What we say to a mail server, what it refuses, and from when on a mail is in doubt. */
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
            var failure = Lines.failure(line, new MailRecipient("Jürgen", "Łuczak", "jürgen@x.example"));

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

    @Test
    void isInDoubtFromTheFinalDotOn() throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP));
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(Lines.failure(line, Lines.KLARA).isInDoubt()).isTrue();
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
            assertThat(Lines.failure(line, Lines.KLARA).isInDoubt()).isTrue();
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
}
