package lethe.signin.profile;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lethe.messaging.mail.Addressee;
import lethe.messaging.mail.Addresses;
import lethe.messaging.mail.Letter;
import lethe.messaging.mail.Letter.Block.Button;
import lethe.messaging.mail.Letter.Block.Paragraph;
import lethe.messaging.mail.Letters;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.Stationery;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.SecretToken;
import org.springframework.stereotype.Component;

/** Asks at a new e-mail whether it is the person's. */
@Component
class ConfirmationLetter implements Letters {
    static final String KIND = "confirm-email";
    private final EmailStore store;
    private final Stationery stationery;
    private final Organisations organisations;
    private final PublicUrl url;

    ConfirmationLetter(EmailStore store, Stationery stationery, Organisations organisations, PublicUrl url) {
        this.store = store;
        this.stationery = stationery;
        this.organisations = organisations;
        this.url = url;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The one that waits; nobody once it was withdrawn, or another took its place. */
    @Override
    public Optional<Addressee> addressee(Mail mail, Addresses addresses) {
        return SecretToken.parse(OwnEmail.KIND, Objects.requireNonNull(mail.secret()))
                .flatMap(store::pendingPerson)
                .flatMap(store::pending)
                .flatMap(pending -> addresses
                        .of(mail.person())
                        .map(to -> new Addressee(to.firstName(), to.lastName(), pending.email())));
    }

    @Override
    public Optional<Letter> write(Mail mail, Addressee to) {
        var language = mail.language();
        var name = organisations.masthead().name();
        return Optional.of(stationery.write(
                language,
                to,
                stationery.say(language, "letter.confirm.subject", name),
                List.of(
                        new Paragraph(stationery.say(language, "letter.confirm.what", name)),
                        new Button(stationery.say(language, "letter.confirm.go"), url.to("/email/" + mail.secret())),
                        new Paragraph(stationery.say(language, "letter.confirm.until")),
                        new Paragraph(stationery.say(language, "letter.confirm.not-you")))));
    }
}
