package lethe.signin.login;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block;
import lethe.messaging.mail.MailContent.Block.Items;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailRecipient;
import lethe.organisations.Organisations;
import org.springframework.stereotype.Component;

/** The texts of a mail, in its language and on behalf of its organisation. */
@Component
class MailWording {
    private final MailLayout layout;
    private final Organisations organisations;

    MailWording(MailLayout layout, Organisations organisations) {
        this.layout = layout;
        this.organisations = organisations;
    }

    /** Argument {0} of every message is the organisation's name. */
    String say(Mail mail, String key, Object... arguments) {
        var all = Stream.concat(Stream.of(organisations.masthead().name()), Stream.of(arguments));
        return layout.say(mail.language(), key, all.toArray());
    }

    Paragraph paragraph(Mail mail, String key, Object... arguments) {
        return new Paragraph(say(mail, key, arguments));
    }

    Items items(Mail mail, String key, int howMany) {
        return new Items(Stream.iterate(1, one -> one <= howMany, one -> one + 1)
                .map(one -> say(mail, key + "." + one))
                .toList());
    }

    MailContent letter(Mail mail, MailRecipient to, String subject, List<Block> blocks) {
        return layout.write(mail.language(), to, say(mail, subject), blocks);
    }

    /** In UTC, because no user's time zone is known or stored. */
    static String time(Locale language, Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(written(language))
                        .format(at.atOffset(ZoneOffset.UTC))
                + " UTC";
    }

    static String day(Locale language, Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(written(language))
                .format(at.atOffset(ZoneOffset.UTC));
    }

    /** English is British, as on the pages. */
    private static Locale written(Locale language) {
        return language.getLanguage().equals("en") ? Locale.UK : language;
    }
}
