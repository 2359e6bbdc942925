package lethe.operator.newsletters;

import java.util.Optional;
import lethe.messaging.issues.Preview;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.NewsletterSection;
import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The latest issues on the operator's page of a newsletter. */
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
