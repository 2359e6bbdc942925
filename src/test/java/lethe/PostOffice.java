package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole platform with a mail server beside it, and the mails it receives. */
@LetheTest
public abstract class PostOffice {
    private static final Pattern LINK = Pattern.compile("http://\\S+");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    protected static final GreenMail SERVER = new GreenMail(ServerSetup.SMTP.dynamicPort());

    static {
        // Stopping a platform cuts its connections; errors of the mail server about that are not the waiting test's.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        SERVER.start();
    }

    @DynamicPropertySource
    static void mailGoesThere(DynamicPropertyRegistry settings) {
        settings.add(
                "lethe.smtp-url", () -> "smtp://127.0.0.1:" + SERVER.getSmtp().getPort());
        settings.add("lethe.mail-from", () -> "post@lethe.example");
    }

    /** A received mail. */
    public record Received(MimeMessage message) {
        public String subject() {
            return read(message::getSubject);
        }

        public String text() {
            return part("text/plain");
        }

        public String html() {
            return part("text/html");
        }

        public String header(String name) {
            return read(() -> message.getHeader(name, ","));
        }

        /** The first link in the mail. */
        public String link() {
            var link = LINK.matcher(text());
            assertThat(link.find()).as("a link in the mail").isTrue();
            return link.group();
        }

        public String secret() {
            return link().substring(link().lastIndexOf('/') + 1);
        }

        /** The link without the host. */
        public String path() {
            return java.net.URI.create(link()).getPath();
        }

        private String part(String type) {
            return read(() -> {
                        var parts = (Multipart) message.getContent();
                        for (var place = 0; place < parts.getCount(); place++) {
                            if (parts.getBodyPart(place).isMimeType(type)) {
                                return (String) parts.getBodyPart(place).getContent();
                            }
                        }
                        throw new AssertionError("no " + type);
                    })
                    .replace("\r\n", "\n");
        }
    }

    /** All mails received for an address. */
    protected static List<Received> mailsTo(String email) {
        return Stream.of(SERVER.getReceivedMessages())
                .filter(message -> read(() -> message.getRecipients(Message.RecipientType.TO)[0].toString())
                        .contains("<" + email + ">"))
                .map(Received::new)
                .toList();
    }

    /** Waits for that many mails to an address, and returns the last. */
    protected static Received mailTo(String email, int count) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (mailsTo(email).size() < count && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(mailsTo(email)).hasSize(count);
        return mailsTo(email).getLast();
    }

    /** Waits for a mail to an address with those words in its subject, and returns the first. */
    protected static Received mailTo(String email, String subject) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (mailsTo(email, subject).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(mailsTo(email, subject)).as(subject).hasSize(1);
        return mailsTo(email, subject).getFirst();
    }

    protected static List<Received> mailsTo(String email, String subject) {
        return mailsTo(email).stream()
                .filter(mail -> mail.subject().contains(subject))
                .toList();
    }

    protected static Received mailTo(String email) throws InterruptedException {
        return mailTo(email, 1);
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
