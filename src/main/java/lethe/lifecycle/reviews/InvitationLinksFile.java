package lethe.lifecycle.reviews;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lethe.identity.roles.BulkAssignment;
import lethe.identity.roles.BulkAssignment.Incumbent;
import lethe.lifecycle.reviews.Review.Act;
import lethe.lifecycle.reviews.Review.Status;
import lethe.organisations.PublicUrl;
import lethe.platform.formats.CsvOutput;
import lethe.platform.jobs.Leases;
import lethe.platform.jobs.LongRun.Stop;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.signin.credentials.BulkOneTimeLinks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Invitations without mail: a new link for each user, issued while the one file that contains it is written. */
@Component("reviewLinksFile")
class InvitationLinksFile {
    private final ReviewStore store;
    private final ReviewLock lock;
    private final Acting acting;
    private final ReviewBackground background;
    private final BulkAssignment bulkAssignment;
    private final BulkOneTimeLinks links;
    private final PublicUrl url;
    private final Leases<ReviewId> leases;
    private final TransactionTemplate transaction;

    InvitationLinksFile(
            ReviewStore store,
            ReviewLock lock,
            Acting acting,
            ReviewBackground background,
            BulkAssignment bulkAssignment,
            BulkOneTimeLinks links,
            PublicUrl url,
            Leases<ReviewId> leases,
            TransactionTemplate transaction) {
        this.store = store;
        this.lock = lock;
        this.acting = acting;
        this.background = background;
        this.bulkAssignment = bulkAssignment;
        this.links = links;
        this.url = url;
        this.leases = leases;
        this.transaction = transaction;
    }

    /**
     * Starts the review before the first byte is written; refuses if the links have been downloaded or the review is
     * not about invitations by file.
     */
    public void take(Actor actor, ReviewId id) {
        actor.need(Permission.MANAGE_USERS);
        transaction.executeWithoutResult(status -> {
            var review = lock.lock(actor, id)
                    .filter(found -> found.act() == Act.INVITATION)
                    .orElseThrow(NotFound::new);
            if (review.byMail()) {
                throw Conflict.changedMeanwhile(review);
            } else if (review.status() != Status.PLANNED) {
                throw new Gone();
            }
            store.start(id, actor, new Assignment(null, null, null), "", false);
            leases.renew(id);
            acting.linksTaken(actor, review);
        });
    }

    /** Writes {@code userId;link}. */
    public void write(Actor actor, ReviewId id, CsvOutput sheet) {
        actor.need(Permission.MANAGE_USERS);
        try {
            sheet.line("userId", "link");
            var address = url.to("/link/");
            while (writeSome(actor, id, sheet, address)) {
                sheet.flush();
            }
            sheet.flush();
        } catch (UncheckedIOException brokenOff) {
            background.stop(actor.organisation(), id, Stop.INTERRUPTED);
            throw brokenOff;
        } catch (SignInFailed | Forbidden lost) {
            background.stop(actor.organisation(), id, Stop.RIGHTS_LOST);
            throw lost;
        }
    }

    private boolean writeSome(Actor actor, ReviewId id, CsvOutput sheet, String address) {
        var issued = Objects.requireNonNull(transaction.execute(status -> issueSome(actor, id)));
        issued.links().forEach((person, link) -> sheet.line(person.toString(), address + link.text()));
        return issued.more();
    }

    private record Issued(boolean more, Map<UserId, SecretToken> links) {}

    private Issued issueSome(Actor actor, ReviewId id) {
        var review = store.lock(id).orElseThrow(NotFound::new);
        var waiting = store.waiting(id, Acting.BATCH);
        if (review.status() != Status.RUNNING) {
            return new Issued(false, Map.of());
        } else if (waiting.isEmpty()) {
            acting.finish(actor.organisation(), review);
            return new Issued(false, Map.of());
        } else {
            leases.renew(id);
            return new Issued(true, issue(actor, review, waiting));
        }
    }

    private Map<UserId, SecretToken> issue(Actor actor, Review review, List<UserId> waiting) {
        var locked = bulkAssignment.lock(
                Stream.concat(waiting.stream(), Stream.of(actor.self())).toList());
        var now = acting.asTheyAre(actor.self()).orElseThrow(SignInFailed::required);
        var verdict = acting.judge(now, review, waiting, locked);
        acting.settle(review, verdict);
        return links.issue(now, verdict.people().stream().map(Incumbent::id).toList());
    }
}
