package lethe.messaging.issues;

import java.util.Optional;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.NewsletterSection;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.springframework.stereotype.Component;

/** The latest issues, on the newsletter's page, for users who may write them. */
@Component
class IssueSection implements NewsletterSection {
    private final Issues issues;

    IssueSection(Issues issues) {
        this.issues = issues;
    }

    @Override
    public Optional<Part> of(Actor actor, Newsletter newsletter) {
        return newsletter.publisher() == Publisher.ORGANISATION && actor.may(Permission.SEND_NEWSLETTERS)
                ? Optional.of(Preview.latest(newsletter, most -> issues.list(actor, newsletter.id(), null, most)
                        .found()))
                : Optional.empty();
    }
}
