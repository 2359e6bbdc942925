package lethe.operator.newsletters;

import java.util.Optional;
import lethe.messaging.issues.Preview;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.NewsletterSection;
import lethe.platform.kernel.Actor;
import org.springframework.stereotype.Component;

/** The latest issues on the operator's page of a newsletter. */
@Component
class OperatorIssueSection implements NewsletterSection {
    private final OperatorIssues issues;

    OperatorIssueSection(OperatorIssues issues) {
        this.issues = issues;
    }

    @Override
    public Optional<Part> of(Actor actor, Newsletter newsletter) {
        return actor.kind() == Actor.Kind.OPERATOR && newsletter.publisher() == Publisher.OPERATOR
                ? Optional.of(Preview.latest(newsletter, most -> issues.list(actor, newsletter.id(), null, most)
                        .found()))
                : Optional.empty();
    }
}
