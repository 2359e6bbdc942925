package lethe.mailings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.kernel.Actor;
import lethe.kernel.Permission;
import lethe.newsletters.Newsletter;
import lethe.newsletters.Newsletter.Publisher;
import lethe.newsletters.NewsletterSection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The latest issues, on the newsletter's page of whoever may write them. */
@Component
class IssueSection implements NewsletterSection {
    private static final int LATEST = 5;
    private final Issues issues;
    private final OperatorIssues operators;

    IssueSection(Issues issues, OperatorIssues operators) {
        this.issues = issues;
        this.operators = operators;
    }

    @Override
    public Optional<Part> of(@Nullable Actor actor, Newsletter newsletter) {
        return latest(actor, newsletter)
                .map(found -> new Part("mailings/section", Map.of("newsletter", newsletter, "issues", found)));
    }

    private Optional<List<Issue>> latest(@Nullable Actor actor, Newsletter newsletter) {
        if (newsletter.publisher() == Publisher.OPERATOR) {
            return actor == null
                    ? Optional.of(operators.list(newsletter.id(), null, LATEST).items())
                    : Optional.empty();
        } else {
            return Optional.ofNullable(actor)
                    .filter(one -> one.may(Permission.SEND_NEWSLETTERS))
                    .map(one -> issues.list(one, newsletter.id(), null, LATEST).items());
        }
    }
}
