package lethe.messaging.mail;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lethe.organisations.Organisations;
import lethe.vault.vault.KeyDestroyed;
import org.springframework.stereotype.Component;

/** Finds the recipient of a mail and writes its content, just before it is sent. */
@Component
class MailWriter {
    private final RecipientLookup recipients;
    private final Map<String, MailTemplates> kinds;
    private final Organisations organisations;
    private final Clock clock;

    MailWriter(RecipientLookup recipients, List<MailTemplates> templates, Organisations organisations, Clock clock) {
        this.recipients = recipients;
        this.kinds = templates.stream().collect(Collectors.toMap(MailTemplates::kind, Function.identity()));
        this.organisations = organisations;
        this.clock = clock;
    }

    record Written(Mail mail, MailRecipient to, MailContent content, SmtpConnection.Envelope envelope) {}

    /** Empty if there is no recipient or nothing to say, or if the recipient's key was destroyed in the meantime. */
    Optional<Written> write(Mail mail) {
        var kind = kind(mail);
        var sender = organisations.masthead().name();
        try {
            return kind.addressee(mail, recipients).flatMap(to -> kind.write(mail, to)
                    .map(content -> new Written(
                            mail,
                            to,
                            content,
                            new SmtpConnection.Envelope(mail.id(), mail.language(), sender, clock.instant()))));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        }
    }

    MailTemplates kind(Mail mail) {
        return Optional.ofNullable(kinds.get(mail.kind())).orElseThrow();
    }
}
