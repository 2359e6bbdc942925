package lethe.messaging.issues;

import java.util.Optional;
import lethe.messaging.newsletters.Newsletter;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.NewsletterSection;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The latest issues, on the newsletter's page, for users who may write them. */
@Component
class IssueSection implements NewsletterSection {
    private final Issues issues;

    IssueSection(Issues issues) {
        this.issues = issues;
    }

    @Override
    public Optional<Part> of(@Nullable Actor actor, Newsletter newsletter) {
        return Optional.ofNullable(actor)
                .filter(one -> newsletter.publisher() == Publisher.ORGANISATION && one.may(Permission.SEND_NEWSLETTERS))
                .map(one -> Preview.latest(newsletter, most -> issues.list(one, newsletter.id(), null, most)));
    }
}
