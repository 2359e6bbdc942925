package lethe.privacy.consent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import lethe.privacy.consent.RecordStore.Place;
import lethe.privacy.notices.Notice;
import lethe.privacy.notices.PendingDecisions;
import lethe.privacy.notices.PendingDecisions.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The consent records of all users, for proving consent (Art. 7(1) GDPR), and the users whose decision is pending. */
@Component
public class ConsentRecords {
    private final RecordStore store;
    private final PendingDecisions pendingDecisions;
    private final Names names;
    private final Audit audit;
    private final CurrentRights rights;
    private final TransactionTemplate transaction;

    ConsentRecords(
            RecordStore store,
            PendingDecisions pendingDecisions,
            Names names,
            Audit audit,
            CurrentRights rights,
            TransactionTemplate transaction) {
        this.store = store;
        this.pendingDecisions = pendingDecisions;
        this.names = names;
        this.audit = audit;
        this.rights = rights;
        this.transaction = transaction;
    }

    /** @param names current names of the people in these records, where still retained; not part of the evidence */
    public record Named(Page<ConsentRecord> records, Map<UserId, String> names) {
        /** Leaves out personal data, for logs. */
        @Override
        public String toString() {
            return "Named[…]";
        }
    }

    /** Lists consent records, newest first. Requires {@link Permission#VIEW_AUDIT_LOG}. */
    @Transactional(readOnly = true)
    public Named list(Actor actor, RecordFilter filter, @Nullable UUID after, int limit) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        return page(filter, after == null ? null : new Place(after, null), limit);
    }

    /**
     * Passes all matching records to {@code pages}, page by page, each in its own transaction. The next page starts
     * after the position of the last record, even if that record has been deleted since. The permission is checked for
     * each page, because it may have been revoked. The export is recorded in the audit log before the first page is
     * read.
     */
    public void export(Actor actor, RecordFilter filter, String format, Consumer<Named> pages) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        transaction.executeWithoutResult(status ->
                audit.record(actor, "consents.exported", Target.of(actor.organisation()), facts(filter, format)));
        Place after = null;
        do {
            var from = after;
            var page = Objects.requireNonNull(transaction.execute(status -> {
                rights.requireStill(actor, Permission.VIEW_AUDIT_LOG);
                return page(filter, from, Page.MOST);
            }));
            pages.accept(page);
            var records = page.records();
            after = records.next() == null ? null : Place.of(records.items().getLast());
        } while (after != null);
    }

    /** Counts the users who have not decided about a notice yet. */
    @Transactional(readOnly = true)
    public int undecided(Actor actor, Notice notice) {
        actor.needAny(Permission.VIEW_AUDIT_LOG, Permission.MANAGE_USERS);
        return pendingDecisions.count(notice.version());
    }

    /** Lists the users who have not decided about a notice yet. */
    @Transactional(readOnly = true)
    public Page<Person> undecided(Actor actor, Notice notice, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return pendingDecisions.list(notice.version(), after, limit);
    }

    private Named page(RecordFilter filter, @Nullable Place after, int limit) {
        var records = Page.of(store.list(new RecordFilter.Page(filter, after, limit)), limit, ConsentRecord::id);
        List<UserId> people = records.items().stream()
                .flatMap(one -> Stream.of(one.person(), one.by()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Named(records, names.of(people));
    }

    private static Map<String, Object> facts(RecordFilter filter, String format) {
        var facts = new HashMap<String, Object>(Map.of("format", format));
        if (filter.version() != null) {
            facts.put("version", filter.version());
        }
        if (filter.act() != null) {
            facts.put("act", filter.act().name());
        }
        return facts;
    }
}
