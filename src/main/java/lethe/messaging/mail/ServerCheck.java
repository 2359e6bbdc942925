package lethe.messaging.mail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Checks every five minutes whether the mail server accepts our login, so that a fault is known before a mail fails.
 */
@Component
class ServerCheck {
    private final Smtp smtp;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    ServerCheck(Smtp smtp) {
        this.smtp = smtp;
    }

    /** Its own thread: a server may take minutes to answer, and must delay nothing else. */
    @Scheduled(fixedDelay = 5, initialDelay = 0, timeUnit = TimeUnit.MINUTES)
    void look() {
        if (smtp.isThere() && isLooking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mail-server-check").start(() -> {
                try (var connection = smtp.line()) {
                    connection.check();
                } finally {
                    isLooking.set(false);
                }
            });
        }
    }
}
