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

/** What a mail says and to whom, found out just before it is sent. */
@Component
class MailWriter {
    private final RecipientLookup addresses;
    private final Map<String, MailTemplates> kinds;
    private final Organisations organisations;
    private final Clock clock;

    MailWriter(RecipientLookup addresses, List<MailTemplates> letters, Organisations organisations, Clock clock) {
        this.addresses = addresses;
        this.kinds = letters.stream().collect(Collectors.toMap(MailTemplates::kind, Function.identity()));
        this.organisations = organisations;
        this.clock = clock;
    }

    record Written(Mail mail, MailRecipient to, MailContent letter, SmtpConnection.Envelope envelope) {}

    /** Empty when nobody is there to write to, or nothing to say: a key that was destroyed meanwhile leaves nobody. */
    Optional<Written> write(Mail mail) {
        var kind = kind(mail);
        var sender = organisations.masthead().name();
        try {
            return kind.addressee(mail, addresses).flatMap(to -> kind.write(mail, to)
                    .map(letter -> new Written(
                            mail,
                            to,
                            letter,
                            new SmtpConnection.Envelope(mail.id(), mail.language(), sender, clock.instant()))));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        }
    }

    MailTemplates kind(Mail mail) {
        return Optional.ofNullable(kinds.get(mail.kind())).orElseThrow();
    }
}
