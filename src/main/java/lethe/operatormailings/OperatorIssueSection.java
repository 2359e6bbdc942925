package lethe.operatormailings;

import java.util.Optional;
import lethe.issues.Preview;
import lethe.kernel.Actor;
import lethe.newsletters.Newsletter;
import lethe.newsletters.Newsletter.Publisher;
import lethe.newsletters.NewsletterSection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The latest issues, on the operator's page of a newsletter. */
@Component
class OperatorIssueSection implements NewsletterSection {
    private final OperatorIssues issues;

    OperatorIssueSection(OperatorIssues issues) {
        this.issues = issues;
    }

    @Override
    public Optional<Part> of(@Nullable Actor actor, Newsletter newsletter) {
        return actor == null && newsletter.publisher() == Publisher.OPERATOR
                ? Optional.of(Preview.latest(newsletter, most -> issues.list(newsletter.id(), null, most)))
                : Optional.empty();
    }
}
