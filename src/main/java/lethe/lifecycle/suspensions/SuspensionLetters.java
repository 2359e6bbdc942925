package lethe.lifecycle.suspensions;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.organisations.Organisations;
import lethe.platform.kernel.UserId;
import lethe.privacy.consent.ConsentEvidence.Attestation;
import lethe.privacy.consent.ConsentEvidence.OwnConsent;
import lethe.privacy.consent.Consents;
import org.springframework.stereotype.Component;

/**
 * Tells users that they are suspended or reactivated. The mail does not contain the reason, because others may read
 * the mailbox.
 */
@Component
class SuspensionLetters implements MailTemplates {
    private static final String KIND = "suspension";
    private final SuspensionStore store;
    private final MailQueue mailQueue;
    private final Consents consents;
    private final Organisations organisations;
    private final MailLayout layout;

    SuspensionLetters(
            SuspensionStore store,
            MailQueue mailQueue,
            Consents consents,
            Organisations organisations,
            MailLayout layout) {
        this.store = store;
        this.mailQueue = mailQueue;
        this.consents = consents;
        this.organisations = organisations;
        this.layout = layout;
    }

    /** Queues the mail in the caller's transaction; does nothing if no mail is configured. */
    void tell(UserId person) {
        if (mailQueue.isOffered()) {
            mailQueue.queue(new Mail.Order(person, KIND, Locale.of(language(person)), null, null));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Describes the state at the time of sending. */
    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        var words = store.find(mail.person()).isPresent() ? "letter.suspended" : "letter.reactivated";
        var name = organisations.masthead().name();
        return Optional.of(layout.write(
                mail.language(),
                to,
                layout.say(mail.language(), words + ".subject", name),
                List.of(
                        new Paragraph(layout.say(mail.language(), words + ".what", name)),
                        new Paragraph(layout.say(mail.language(), words + ".data", name)))));
    }

    /** The language in which the user consented or, failing that, was attested; no other is known. */
    private String language(UserId person) {
        return consents.ownConsent(person)
                .map(OwnConsent::language)
                .or(() -> consents.attestation(person).map(Attestation::language))
                .orElse("en");
    }
}
