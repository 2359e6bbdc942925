package lethe.messaging.issues;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block;
import lethe.messaging.mail.MailContent.Block.Link;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailContent.Block.Prose;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Unsubscribe;
import lethe.platform.formats.Markdown;
import org.springframework.stereotype.Component;

/** Puts an issue into words and headers: the text, why one gets it, and how to get it no more. */
@Component
class Composition {
    private final MailLayout stationery;
    private final MailQueue mails;

    Composition(MailLayout stationery, MailQueue mails) {
        this.stationery = stationery;
        this.mails = mails;
    }

    /** An issue that is the same for everybody but for greeting and way out. */
    record Sheet(Newsletter newsletter, Locale language, String subject, Prose prose) {}

    static Sheet sheet(Newsletter newsletter, Locale language, String subject, String markdown) {
        return new Sheet(
                newsletter, language, subject, new Prose(Markdown.text(markdown), Markdown.htmlOfMail(markdown)));
    }

    static Sheet sheet(Newsletter newsletter, Issue issue) {
        return sheet(newsletter, issue.locale(), issue.subject(), issue.markdown());
    }

    /** RFC 8058: one click in the mail program unsubscribes; RFC 2919 names the list. */
    MailContent letter(Sheet sheet, MailRecipient to, Unsubscribe way) {
        var out = List.<Block>of(
                sheet.prose(),
                new Paragraph(say(sheet, "mailings.mail.why", sheet.newsletter().name())),
                new Link(say(sheet, "mailings.mail.unsubscribe"), way.url()));
        return stationery
                .write(sheet.language(), to, sheet.subject(), out)
                .with(Map.of(
                        "List-Unsubscribe",
                        "<" + way.url() + ">",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click",
                        "List-ID",
                        "<" + sheet.newsletter().id() + "." + mails.domain() + ">",
                        "Precedence",
                        "bulk"));
    }

    /** As it will look, to somebody who has not subscribed: with words where the way out will be. */
    MailContent test(Sheet sheet, MailRecipient to) {
        var out = List.<Block>of(
                sheet.prose(),
                new Paragraph(say(sheet, "mailings.mail.why", sheet.newsletter().name())),
                new Paragraph(say(sheet, "mailings.mail.here")));
        return stationery.write(sheet.language(), to, say(sheet, "mailings.mail.test", sheet.subject()), out);
    }

    /** A person who does not exist, at an address. */
    MailRecipient sample(Sheet sheet, String email) {
        return new MailRecipient(say(sheet, "mailings.sample.first"), say(sheet, "mailings.sample.last"), email);
    }

    private String say(Sheet sheet, String key, Object... arguments) {
        return stationery.say(sheet.language(), key, arguments);
    }
}
