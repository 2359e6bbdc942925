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

/**
 * Editing notices, which requires {@link Permission#MANAGE_ORGANISATION}. A draft can be changed until it is published.
 */
@Component
class Drafts {
    private final NoticeStore store;
    private final PublishedNotices publishedNotices;
    private final PendingDecisions pendingDecisions;
    private final IdempotencyKeys idempotencyKeys;
    private final CurrentRights rights;
    private final Audit audit;
    private final Clock clock;

    Drafts(
            NoticeStore store,
            PublishedNotices publishedNotices,
            PendingDecisions pendingDecisions,
            IdempotencyKeys idempotencyKeys,
            CurrentRights rights,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.publishedNotices = publishedNotices;
        this.pendingDecisions = pendingDecisions;
        this.idempotencyKeys = idempotencyKeys;
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param replayed whether an earlier call with the same key had written the draft */
    record Written(Notice notice, boolean replayed) {}

    /**
     * Creates a draft.
     *
     * @param repeatKey idempotency key: a repeated call creates no second draft
     */
    @Transactional
    public Written write(Actor actor, NewNotice form, @Nullable String repeatKey) {
        rights.requireStill(actor, Permission.MANAGE_ORGANISATION);
        var texts = form.checked();
        store.lock(actor.organisation());
        var version = store.nextVersion();
        var earlier = idempotencyKeys.claim(actor, repeatKey, Notices.id(version));
        return earlier.isPresent()
                ? new Written(find((int) earlier.get().getLeastSignificantBits()), true)
                : new Written(insert(actor, version, texts), false);
    }

    /**
     * Replaces the texts of a draft.
     *
     * @param was the {@link Notice#fingerprint} of the draft as the caller read it; absent: do not check for changes by
     *     others
     */
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
     * Publishes a draft irrevocably. Once it is in force, every user is asked to decide again. Only a newer version can
     * replace it.
     *
     * @param was as for {@link #change}: prevents publishing a text that the caller has not read
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
        var facts = new HashMap<>(publishedNotices.lastPublished(actor.organisation()));
        facts.put("version", version);
        facts.put("inForceFrom", Rfc3339.text(from));
        record(actor, "notice.published", facts);
        return find(version);
    }

    /** Returns the version to compare with: the newest published one before this version. */
    @Transactional(readOnly = true)
    public @Nullable Notice before(Actor actor, int version) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return store.list(version, 1, false).stream().findFirst().orElse(null);
    }

    /** Returns a newer published version, which prevents publishing this draft; null if there is none. */
    @Transactional(readOnly = true)
    public @Nullable Notice overtaker(Actor actor, int version) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return newerThan(version).orElse(null);
    }

    /** Counts the users who will be asked to decide when a draft is published. */
    @Transactional(readOnly = true)
    public int toBeAsked(Actor actor) {
        actor.need(Permission.MANAGE_ORGANISATION);
        return pendingDecisions.present();
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
