package lethe.signin.profile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.messaging.mail.RecipientLookup;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import lethe.platform.requests.SecretToken;
import org.springframework.stereotype.Component;

/** Asks at a new e-mail address for confirmation that it is the user's. */
@Component
class ConfirmationLetter implements MailTemplates {
    static final String KIND = "confirm-email";
    private final EmailStore store;
    private final MailLayout layout;
    private final Organisations organisations;
    private final PublicUrl url;

    ConfirmationLetter(EmailStore store, MailLayout layout, Organisations organisations, PublicUrl url) {
        this.store = store;
        this.layout = layout;
        this.organisations = organisations;
        this.url = url;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The unconfirmed address; empty if it has been withdrawn or replaced. */
    @Override
    public Optional<MailRecipient> addressee(Mail mail, RecipientLookup addresses) {
        return SecretToken.parse(OwnEmail.KIND, Objects.requireNonNull(mail.secret()))
                .flatMap(store::pendingPerson)
                .flatMap(store::pending)
                .flatMap(pending -> addresses.of(mail.person()).map(to -> to.at(pending.email())));
    }

    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        var language = mail.language();
        var name = organisations.masthead().name();
        return Optional.of(layout.write(
                language,
                to,
                layout.say(language, "letter.confirm.subject", name),
                List.of(
                        new Paragraph(layout.say(language, "letter.confirm.what", name)),
                        new Button(layout.say(language, "letter.confirm.go"), url.to("/email/" + mail.secret())),
                        new Paragraph(layout.say(language, "letter.confirm.until")),
                        new Paragraph(layout.say(language, "letter.confirm.not-you")))));
    }
}
