package lethe.mail;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks whether the mail server lets us in: at the start, and as long as it does not, so that no mail has to find out. */
@Component
class ServerCheck {
    private final Smtp smtp;
    private boolean hasLooked;

    ServerCheck(Smtp smtp) {
        this.smtp = smtp;
    }

    /** In a thread of its own: a server may keep us waiting for minutes, and nothing else waits with us. */
    @Scheduled(fixedDelay = 5, initialDelay = 0, timeUnit = TimeUnit.MINUTES)
    void look() {
        if (smtp.isThere() && (!hasLooked || smtp.trouble().isPresent())) {
            hasLooked = true;
            Thread.ofVirtual().name("mail-server-check").start(() -> {
                try (var line = smtp.impatientLine()) {
                    line.check();
                }
            });
        }
    }
}
