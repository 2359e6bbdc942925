package lethe.messaging.issues;

import java.util.Locale;
import java.util.Map;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.messaging.delivery.CampaignSender;
import lethe.messaging.newsletters.Newsletter.Publisher;
import lethe.messaging.newsletters.Newsletters;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends issues of an organisation's own newsletters, with {@link Permission#SEND_NEWSLETTERS}: to the writer first, then to all. */
@Component
class IssueSending {
    private static final Feature SENDING = new Feature("newsletter-sent");
    private final Issues issues;
    private final IssueEditor editor;
    private final Newsletters newsletters;
    private final CampaignSender sender;
    private final SampleRecipient sample;
    private final Audit audit;
    private final Usage usage;

    IssueSending(
            Issues issues,
            IssueEditor editor,
            Newsletters newsletters,
            CampaignSender sender,
            SampleRecipient sample,
            Audit audit,
            Usage usage) {
        this.issues = issues;
        this.editor = editor;
        this.newsletters = newsletters;
        this.sender = sender;
        this.sample = sample;
        this.audit = audit;
        this.usage = usage;
    }

    /** Queues a test mail to the caller. */
    @Transactional
    Issue test(Actor actor, NewsletterId newsletter, int number, Locale language) {
        issues.requireWriting(actor, newsletter);
        var issue = issues.find(newsletter, number);
        sample.queue(issue, actor.self(), language);
        record(actor, "newsletter.tested", newsletter, Map.of("issue", number));
        return issue;
    }

    /** Starts or resumes sending, or tries failed mails again. */
    @Transactional
    Issue send(Actor actor, NewsletterId newsletter, int number) {
        issues.requireWriting(actor, newsletter);
        if (newsletters.lock(newsletter).isEmpty()) {
            throw new NotFound();
        }
        var issue = issues.find(newsletter, number);
        if (issue.isDraft() && issue.recipients() == 0) {
            throw Invalid.field("recipients", "nobody-subscribed");
        }
        if (editor.send(Publisher.ORGANISATION, newsletter, number, sender::begin)) {
            usage.count(SENDING, actor.self().lowBits());
            record(actor, "newsletter.sending", newsletter, Map.of("issue", number));
        }
        return issues.find(newsletter, number);
    }

    /** Mails that are being handed over are still sent. */
    @Transactional
    Issue pause(Actor actor, NewsletterId newsletter, int number) {
        issues.requireWriting(actor, newsletter);
        if (editor.pause(Publisher.ORGANISATION, newsletter, number)) {
            record(actor, "newsletter.paused", newsletter, Map.of("issue", number));
        }
        return issues.find(newsletter, number);
    }

    private void record(Actor actor, String action, NewsletterId newsletter, Map<String, Object> facts) {
        audit.record(actor, action, new Target(NewsletterId.KIND, newsletter.value()), facts);
    }
}
