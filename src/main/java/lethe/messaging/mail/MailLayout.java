package lethe.messaging.mail;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lethe.messaging.mail.MailContent.Block;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailContent.Block.Heading;
import lethe.messaging.mail.MailContent.Block.Items;
import lethe.messaging.mail.MailContent.Block.Link;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailContent.Block.Prose;
import lethe.organisations.OrganisationHeader;
import lethe.organisations.Organisations;
import lethe.organisations.Support;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Puts the content of a mail between greeting and footer, as text and as HTML; the footer names the support contacts.
 */
@Component
public class MailLayout {
    private final TemplateEngine templates;
    private final MessageSource messages;
    private final Organisations organisations;

    MailLayout(TemplateEngine templates, MessageSource messages, Organisations organisations) {
        this.templates = templates;
        this.messages = messages;
        this.organisations = organisations;
    }

    /** A message in the mail's language. */
    public String say(Locale language, String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    /** A mail in the name of the organisation in scope. */
    public MailContent write(Locale language, MailRecipient to, String subject, List<Block> blocks) {
        var all = new ArrayList<Block>();
        all.add(new Paragraph(say(language, "mail.greeting", to.name())));
        all.addAll(blocks);
        var masthead = organisations.masthead();
        return new MailContent(subject, text(language, masthead, all), html(language, masthead, subject, all));
    }

    private String text(Locale language, OrganisationHeader masthead, List<Block> blocks) {
        var body = blocks.stream().map(MailLayout::text).collect(Collectors.joining("\n\n"));
        var channels = masthead.support().stream().map(Support::value).toList();
        return body + "\n\n-- \n" + masthead.name() + "\n" + foot(language, masthead)
                + (channels.isEmpty() ? "" : "\n" + String.join("\n", channels)) + "\n";
    }

    private static String text(Block block) {
        return switch (block) {
            case Heading heading ->
                heading.text() + "\n" + "-".repeat(heading.text().length());
            case Paragraph paragraph -> paragraph.text();
            case Items items -> items.items().stream().map(item -> "* " + item).collect(Collectors.joining("\n"));
            case Button button -> button.label() + ":\n" + button.url();
            case Link link -> link.label() + ":\n" + link.url();
            case Prose prose -> prose.text();
        };
    }

    private String html(Locale language, OrganisationHeader masthead, String subject, List<Block> blocks) {
        var page = new StringOutput();
        templates.render(
                "mail/letter.jte",
                Map.of(
                        "language", language.getLanguage(),
                        "subject", subject,
                        "blocks", blocks,
                        "masthead", masthead,
                        "foot", foot(language, masthead)),
                page);
        return page.toString();
    }

    private String foot(Locale language, OrganisationHeader masthead) {
        return say(language, masthead.support().isEmpty() ? "mail.foot.nobody" : "mail.foot");
    }
}
