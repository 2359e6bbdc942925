package lethe.lifecycle.reviews;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
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
 * looks first. The mail contains no names, only the number of users and where they are listed.
 */
@Component
class Reminder implements MailTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(Reminder.class);
    private static final String KIND = "access-ended";
    private final ReminderStore store;
    private final FindingStore findings;
    private final MailQueue mailQueue;
    private final Consents consents;
    private final Organisations organisations;
    private final PublicUrl url;
    private final MailLayout layout;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reminder(
            ReminderStore store,
            FindingStore findings,
            MailQueue mailQueue,
            Consents consents,
            Organisations organisations,
            PublicUrl url,
            MailLayout layout,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.findings = findings;
        this.mailQueue = mailQueue;
        this.consents = consents;
        this.organisations = organisations;
        this.url = url;
        this.layout = layout;
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

    @Override
    public String kind() {
        return KIND;
    }

    /** Empty if no user is past their last day any more. */
    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        var ended = findings.count(new FindingFilter(Finding.ACCESS_ENDED, FindingFilter.MONTHS, null, null));
        return ended == 0 ? Optional.empty() : Optional.of(letter(mail, to, ended));
    }

    private MailContent letter(Mail mail, MailRecipient to, int ended) {
        var language = mail.language();
        var name = organisations.masthead().name();
        return layout.write(
                language,
                to,
                layout.say(language, "letter.access-ended.subject", name),
                List.of(
                        new Paragraph(layout.say(language, "letter.access-ended.what", name, ended)),
                        new Paragraph(layout.say(language, "letter.access-ended.then")),
                        new Button(
                                layout.say(language, "letter.access-ended.go"),
                                url.to("/users/review?finding=" + Finding.ACCESS_ENDED))));
    }

    /** In the language in which the administrator last read the notice; no other is known. */
    private void queue(UserId admin) {
        var language = consents.ownConsent(admin).map(OwnConsent::language).orElse("en");
        mailQueue.queue(new Mail.Order(admin, KIND, Locale.of(language), null, null));
    }
}
