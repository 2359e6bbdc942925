package lethe.signin.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lethe.identity.users.OwnAccount;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.messaging.mail.RecipientLookup;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import org.springframework.stereotype.Component;

/**
 * Tells a user's former address about the change, and then erases that address: after a day even if the mail could
 * not be sent.
 */
@Component
class FormerEmailLetter implements MailTemplates {
    static final String KIND = "email-changed";
    private final EmailStore store;
    private final OwnAccount account;
    private final UnusedEmails unusedEmails;
    private final MailLayout layout;
    private final Organisations organisations;

    FormerEmailLetter(
            EmailStore store,
            OwnAccount account,
            UnusedEmails unusedEmails,
            MailLayout layout,
            Organisations organisations) {
        this.store = store;
        this.account = account;
        this.unusedEmails = unusedEmails;
        this.layout = layout;
        this.organisations = organisations;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration patience() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<MailRecipient> addressee(Mail mail, RecipientLookup addresses) {
        return store.former(mail.id())
                .flatMap(former -> addresses.of(mail.person()).map(to -> to.at(former)));
    }

    /** Does not mention the new e-mail: this mailbox may no longer be the user's. */
    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        var language = mail.language();
        var name = organisations.masthead().name();
        return Optional.of(layout.write(
                language,
                to,
                layout.say(language, "letter.former.subject", name),
                List.of(
                        new Paragraph(layout.say(language, "letter.former.what", name)),
                        new Paragraph(layout.say(language, "letter.former.forgotten")),
                        new Paragraph(layout.say(language, "letter.former.not-you")))));
    }

    /** Locks the user first, as a termination does, so that the two cannot deadlock. */
    @Override
    public void done(Mail mail) {
        account.lock(mail.person()).ifPresent(held -> store.deleteFormer(mail.id())
                .ifPresent(
                        slot -> unusedEmails.later(Actor.person(mail.organisation(), mail.person()), List.of(slot))));
    }
}
