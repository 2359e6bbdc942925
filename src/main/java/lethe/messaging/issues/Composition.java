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

/** Composes the mail of an issue: its text, why the reader gets it, and how to unsubscribe. */
@Component
class Composition {
    private final MailLayout layout;
    private final MailQueue mailQueue;

    Composition(MailLayout layout, MailQueue mailQueue) {
        this.layout = layout;
        this.mailQueue = mailQueue;
    }

    /** An issue without greeting and unsubscribe link, which differ for each recipient. */
    record Sheet(Newsletter newsletter, Locale language, String subject, Prose prose) {}

    static Sheet sheet(Newsletter newsletter, Locale language, String subject, String markdown) {
        return new Sheet(
                newsletter, language, subject, new Prose(Markdown.text(markdown), Markdown.htmlOfMail(markdown)));
    }

    static Sheet sheet(Newsletter newsletter, Issue issue) {
        return sheet(newsletter, issue.locale(), issue.subject(), issue.markdown());
    }

    /** RFC 8058: one click in the mail program unsubscribes; RFC 2919 names the list. */
    MailContent content(Sheet sheet, MailRecipient to, Unsubscribe way) {
        var out = List.<Block>of(
                sheet.prose(),
                new Paragraph(say(sheet, "mailings.mail.why", sheet.newsletter().name())),
                new Link(say(sheet, "mailings.mail.unsubscribe"), way.url()));
        return layout.write(sheet.language(), to, sheet.subject(), out)
                .with(Map.of(
                        "List-Unsubscribe",
                        "<" + way.url() + ">",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click",
                        "List-ID",
                        "<" + sheet.newsletter().id() + "." + mailQueue.domain() + ">",
                        "Precedence",
                        "bulk"));
    }

    /** The mail as a test, to a person who has not subscribed: a sentence replaces the unsubscribe link. */
    MailContent test(Sheet sheet, MailRecipient to) {
        var out = List.<Block>of(
                sheet.prose(),
                new Paragraph(say(sheet, "mailings.mail.why", sheet.newsletter().name())),
                new Paragraph(say(sheet, "mailings.mail.here")));
        return layout.write(sheet.language(), to, say(sheet, "mailings.mail.test", sheet.subject()), out);
    }

    /** An invented person at the given address. */
    MailRecipient sample(Sheet sheet, String email) {
        return new MailRecipient(say(sheet, "mailings.sample.first"), say(sheet, "mailings.sample.last"), email);
    }

    private String say(Sheet sheet, String key, Object... arguments) {
        return layout.say(sheet.language(), key, arguments);
    }
}
