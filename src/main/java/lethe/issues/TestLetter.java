package lethe.issues;

import java.util.Objects;
import java.util.Optional;
import lethe.mail.Addressee;
import lethe.mail.Letter;
import lethe.mail.Letters;
import lethe.mail.Mail;
import lethe.newsletters.Newsletters;
import org.springframework.stereotype.Component;

/** An issue as it stands, to whoever writes it. */
@Component
class TestLetter implements Letters {
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
    public Optional<Letter> write(Mail mail, Addressee to) {
        return store.find(Objects.requireNonNull(mail.about())).flatMap(issue -> newsletters
                .find(issue.newsletter())
                .map(newsletter -> composition.test(Composition.sheet(newsletter, issue), to)));
    }
}
