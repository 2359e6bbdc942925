package lethe.lifecycle.reviews;

import java.util.List;
import java.util.Optional;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailContent.Block.Button;
import lethe.messaging.mail.MailContent.Block.Paragraph;
import lethe.messaging.mail.MailLayout;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import org.springframework.stereotype.Component;

/** The mail of {@link Reminder}: no names, only the number of users and where they are listed. */
@Component
class AccessEndedLetter implements MailTemplates {
    static final String KIND = "access-ended";
    private final FindingStore findings;
    private final Organisations organisations;
    private final PublicUrl url;
    private final MailLayout layout;

    AccessEndedLetter(FindingStore findings, Organisations organisations, PublicUrl url, MailLayout layout) {
        this.findings = findings;
        this.organisations = organisations;
        this.url = url;
        this.layout = layout;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Empty if no user is past their last day any more. */
    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        var ended = findings.count(new FindingFilter(Finding.ACCESS_ENDED, FindingFilter.MONTHS, null, null));
        return ended == 0 ? Optional.empty() : Optional.of(letter(mail, to, ended));
    }

    private MailContent letter(Mail mail, MailRecipient to, int ended) {
        var language = mail.language();
        var name = organisations.masthead().name();
        return layout.write(
                language,
                to,
                layout.say(language, "letter.access-ended.subject", name),
                List.of(
                        new Paragraph(layout.say(language, "letter.access-ended.what", name, ended)),
                        new Paragraph(layout.say(language, "letter.access-ended.then")),
                        new Button(
                                layout.say(language, "letter.access-ended.go"),
                                url.to("/users/review?finding=" + Finding.ACCESS_ENDED))));
    }
}
