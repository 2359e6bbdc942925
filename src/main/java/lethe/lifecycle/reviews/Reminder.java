package lethe.lifecycle.reviews;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailQueue;
import lethe.organisations.Organisations;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.Consents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mails the administrators when a user's last day of access has passed: once for each such day, from whichever node
 * looks first.
 */
@Component
class Reminder {
    private static final Logger LOG = LoggerFactory.getLogger(Reminder.class);
    private final ReminderStore store;
    private final MailQueue mailQueue;
    private final Consents consents;
    private final Organisations organisations;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reminder(
            ReminderStore store,
            MailQueue mailQueue,
            Consents consents,
            Organisations organisations,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.mailQueue = mailQueue;
        this.consents = consents;
        this.organisations = organisations;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
    void lookAround() {
        if (mailQueue.isOffered()) {
            try {
                organisations.all().forEach(this::remind);
            } catch (RuntimeException notNow) {
                LOG.warn(
                        "Could not remind administrators of ended access; trying again later: {}",
                        notNow.getClass().getSimpleName());
            }
        }
    }

    void remind(OrganisationId organisation) {
        var yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        TenantContext.run(
                organisation,
                () -> transaction.executeWithoutResult(status -> {
                    var toldUpTo = store.lock(organisation, yesterday);
                    if (toldUpTo.isBefore(yesterday)) {
                        if (store.anyEnded(toldUpTo, yesterday)) {
                            store.admins().forEach(this::queue);
                        }
                        store.told(organisation, yesterday);
                    }
                }));
    }

    /** In the language in which the administrator last read the notice; no other is known. */
    private void queue(UserId admin) {
        var language = consents.ownConsent(admin).map(OwnConsent::language).orElse("en");
        mailQueue.queue(new Mail.Order(admin, AccessEndedLetter.KIND, Locale.of(language), null, null));
    }
}
