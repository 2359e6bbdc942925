package lethe.privacy.notices;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.CurrentRights;
import lethe.platform.requests.Rfc3339;
import lethe.privacy.notices.Notice.Status;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notices as they are written, with {@link Permission#MANAGE_ORGANISATION}: a draft changes freely, until it is published. */
@Component
class Drafts {
    private final NoticeStore store;
    private final PublishedNotices held;
    private final PendingDecisions undecided;
    private final IdempotencyKeys repeats;
    private final CurrentRights rights;
    private final Audit audit;
    private final Clock clock;

    Drafts(
            NoticeStore store,
            PublishedNotices held,
            PendingDecisions undecided,
            IdempotencyKeys repeats,
            CurrentRights rights,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.held = held;
        this.undecided = undecided;
        this.repeats = repeats;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param replayed whether the same call had written the draft before */
    record Written(Notice notice, boolean replayed) {}

    /** @param repeatKey the caller's key for this creation: sent twice, it creates once */
    @Transactional
    public Written write(Actor actor, NewNotice form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        var texts = form.checked();
        store.lock(actor.organisation());
        var version = store.nextVersion();
        var earlier = repeats.claim(actor, repeatKey, Notices.id(version));
        return earlier.isPresent()
                ? new Written(find((int) earlier.get().getLeastSignificantBits()), true)
                : new Written(insert(actor, version, texts), false);
    }

    /** @param was what {@link Notice#fingerprint} of the draft was when it was read; absent: whatever it is now */
    @Transactional
    public Notice change(Actor actor, int version, NewNotice form, @Nullable String was) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        store.lock(actor.organisation());
        var draft = find(version);
        var texts = form.checked();
        if (draft.status() != Status.DRAFT || isAnother(draft, was)) {
            throw Conflict.changedMeanwhile(draft);
        }
        store.writeTexts(actor.organisation(), version, texts);
        record(actor, "notice.changed", Map.of("version", version));
        return find(version);
    }

    /**
     * Publishes a draft for good. Everybody is asked to decide anew as soon as it is in force, and what is published cannot
     * be taken back: a newer version takes its place.
     *
     * @param was as for {@link #change}: nobody publishes words that they have not read
     */
    @Transactional
    public Notice publish(Actor actor, int version, EffectiveDate start, @Nullable String was) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        store.lock(actor.organisation());
        var notice = find(version);
        if (notice.status() != Status.DRAFT && start.asksFor(notice)) {
            return notice;
        }
        var from = start.at(clock);
        if (notice.status() != Status.DRAFT || isAnother(notice, was)) {
            throw Conflict.changedMeanwhile(notice);
        }
        newerThan(version).ifPresent(newer -> {
            throw Conflict.changedMeanwhile(newer);
        });
        store.publish(actor.organisation(), notice, from);
        var facts = new HashMap<>(held.lastPublished(actor.organisation()));
        facts.put("version", version);
        facts.put("inForceFrom", Rfc3339.text(from));
        record(actor, "notice.published", facts);
        return find(version);
    }

    /** What a version is compared with: the newest that was published before it. */
    @Transactional(readOnly = true)
    public @Nullable Notice before(Actor actor, int version) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return store.list(version, 1, false).stream().findFirst().orElse(null);
    }

    /** What stands in the way of a draft: a newer version that was published before it. */
    @Transactional(readOnly = true)
    public @Nullable Notice overtaker(Actor actor, int version) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return newerThan(version).orElse(null);
    }

    /** How many people will be asked to decide when a draft is published. */
    @Transactional(readOnly = true)
    public int toBeAsked(Actor actor) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return undecided.present();
    }

    private Notice insert(Actor actor, int version, Map<String, Layers> texts) {
        store.insertDraft(actor.organisation(), version);
        store.writeTexts(actor.organisation(), version, texts);
        record(actor, "notice.drafted", Map.of("version", version));
        return find(version);
    }

    private Optional<Notice> newerThan(int version) {
        return store.newestPublished().filter(newest -> newest.version() > version);
    }

    private Notice find(int version) {
        return store.find(version).orElseThrow(NotFound::new);
    }

    private static boolean isAnother(Notice notice, @Nullable String was) {
        return was != null && !was.equals(notice.fingerprint());
    }

    private void record(Actor actor, String action, Map<String, Object> facts) {
        audit.record(actor, action, Target.of(actor.organisation()), facts);
    }
}
