package lethe.messaging.mail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every few minutes whether the mail server lets us in, so that no mail has to find out. */
@Component
class ServerCheck {
    private final Smtp smtp;
    private final AtomicBoolean isLooking = new AtomicBoolean();

    ServerCheck(Smtp smtp) {
        this.smtp = smtp;
    }

    /** In a thread of its own: a server may keep us waiting for minutes, and nothing else waits with us. */
    @Scheduled(fixedDelay = 5, initialDelay = 0, timeUnit = TimeUnit.MINUTES)
    void look() {
        if (smtp.isThere() && isLooking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mail-server-check").start(() -> {
                try (var line = smtp.line()) {
                    line.check();
                } finally {
                    isLooking.set(false);
                }
            });
        }
    }
}
