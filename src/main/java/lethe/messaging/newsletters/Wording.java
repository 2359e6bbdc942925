package lethe.messaging.newsletters;

import java.util.Locale;
import lethe.organisations.Organisations;
import lethe.privacy.consent.NewsletterConsents.Shown;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The words that a subscriber agrees to: pages show them, and they are kept as evidence. */
@Component
class Wording {
    private final MessageSource messages;
    private final Organisations organisations;

    Wording(MessageSource messages, Organisations organisations) {
        this.messages = messages;
        this.organisations = organisations;
    }

    Shown of(Newsletter newsletter, Locale language) {
        var shown = language.getLanguage().equals(Locale.GERMAN.getLanguage()) ? Locale.GERMAN : Locale.ENGLISH;
        var words = messages.getMessage(
                "subscriptions.words",
                new Object[] {
                    newsletter.name(), publisher(newsletter, shown), newsletter.about(), newsletter.frequency()
                },
                shown);
        return new Shown(newsletter.id(), newsletter.version(), shown.getLanguage(), words);
    }

    private String publisher(Newsletter newsletter, Locale language) {
        return switch (newsletter.publisher()) {
            case OPERATOR -> messages.getMessage("subscriptions.operator", null, language);
            case ORGANISATION -> organisations.current().name();
        };
    }
}
