package lethe.mail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Whether the mail server can be reached at all: looked at from the start on, and not only when somebody waits for a mail. */
@Component
public class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final int MILLIS = 5_000;
    private final Smtp smtp;
    private volatile boolean away;

    Reach(Smtp smtp) {
        this.smtp = smtp;
    }

    /** False as well where there is none. */
    public boolean isAway() {
        return away;
    }

    /** Of its own: nothing else waits while a server does not answer. */
    @Scheduled(fixedDelay = 300, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void lookSoon() {
        Thread.ofVirtual().name("mail-reach").start(this::look);
    }

    void look() {
        smtp.address().ifPresent(address -> {
            var before = away;
            away = !answers(address);
            if (away && !before) {
                LOG.warn(
                        "The mail server {}:{} cannot be reached; mails wait: please look at LETHE_SMTP_URL and at the"
                                + " firewall between",
                        address.getHostString(),
                        address.getPort());
            } else if (before && !away) {
                LOG.info("The mail server can be reached again");
            }
        });
    }

    private static boolean answers(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), MILLIS);
            return true;
        } catch (IOException away) {
            return false;
        }
    }
}
