package lethe.privacy.notices;

import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** An organisation's privacy notices. People are asked about the newest version in force. */
@Component
public class Notices {
    private final NoticeStore store;
    private final FirstNotice first;
    private final PublishedNotices publishedNotices;
    private final Audit audit;
    private final Clock clock;
    private final RoundTrips trips;

    Notices(
            NoticeStore store,
            FirstNotice first,
            PublishedNotices publishedNotices,
            Audit audit,
            Clock clock,
            RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.first = first;
        this.publishedNotices = publishedNotices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Publishes version 1 for the organisation in scope, with what Lethe stores and counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void found(Actor operator, String organisationName) {
        operator.needOperator();
        store.insertDraft(operator.organisation(), 1);
        store.writeTexts(operator.organisation(), 1, first.texts(organisationName));
        store.publish(operator.organisation(), store.find(1).orElseThrow(), clock.instant());
        var facts = new HashMap<>(publishedNotices.lastPublished(operator.organisation()));
        facts.put("version", 1);
        audit.record(operator, "notice.published", Target.of(operator.organisation()), facts);
    }

    @Transactional(readOnly = true)
    public Notice current() {
        return store.current().orElseThrow(NotFound::new);
    }

    /** Like {@link #current}, without the text, for callers that need the version only. */
    @Transactional(readOnly = true)
    public NoticeInForce inForce() {
        return trips.ask(this::inForce);
    }

    /** Like {@link #inForce()}, in the caller's transaction. */
    public Supplier<NoticeInForce> inForce(RoundTrip trip) {
        var found = store.inForce(trip);
        return () -> found.get().orElseThrow(NotFound::new);
    }

    /**
     * Returns a version. Anyone signed in may read published versions; drafts need
     * {@link Permission#MANAGE_ORGANISATION}, else 404.
     */
    @Transactional(readOnly = true)
    public Notice get(Actor actor, int version) {
        return store.find(version)
                .filter(notice -> notice.status() != Notice.Status.DRAFT || mayWrite(actor))
                .orElseThrow(NotFound::new);
    }

    /** Newest version first; drafts only with {@link Permission#MANAGE_ORGANISATION}. */
    @Transactional(readOnly = true)
    public Page<Notice> list(Actor actor, @Nullable UUID after, int limit) {
        var before = Optional.ofNullable(after).map(cursor -> (int) cursor.getLeastSignificantBits());
        return Page.of(
                store.list(before.orElse(null), limit + 1, mayWrite(actor)), limit, notice -> id(notice.version()));
    }

    /** A version number as a UUID, for cursors and idempotency keys. */
    static UUID id(int version) {
        return new UUID(0, version);
    }

    private static boolean mayWrite(Actor actor) {
        return actor.may(Permission.MANAGE_ORGANISATION);
    }
}
