package lethe.messaging.issues;

import java.util.Objects;
import java.util.Optional;
import lethe.messaging.mail.Mail;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.MailTemplates;
import lethe.messaging.newsletters.Newsletters;
import org.springframework.stereotype.Component;

/** The test mail of an issue, to its writer. */
@Component
class TestLetter implements MailTemplates {
    static final String KIND = "newsletter-test";
    private final IssueStore store;
    private final Newsletters newsletters;
    private final Composition composition;

    TestLetter(IssueStore store, Newsletters newsletters, Composition composition) {
        this.store = store;
        this.newsletters = newsletters;
        this.composition = composition;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<MailContent> write(Mail mail, MailRecipient to) {
        return store.find(Objects.requireNonNull(mail.about())).flatMap(issue -> newsletters
                .find(issue.newsletter())
                .map(newsletter -> composition.test(Composition.sheet(newsletter, issue), to)));
    }
}
