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
import lethe.privacy.notices.Notice;
import lethe.privacy.notices.PendingDecisions;
import lethe.privacy.notices.PendingDecisions.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody's evidence, for whoever has to prove it (Art. 7(1)), and who has still to decide. */
@Component
public class ConsentRecords {
    private final RecordStore store;
    private final PendingDecisions undecided;
    private final Names names;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ConsentRecords(
            RecordStore store, PendingDecisions undecided, Names names, Audit audit, TransactionTemplate transaction) {
        this.store = store;
        this.undecided = undecided;
        this.names = names;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** @param names of the people in it, as far as they are retained: resolved now, and no part of the evidence */
    public record Named(Page<ConsentRecord> records, Map<UserId, String> names) {
        /** Nothing of a person's, for logs. */
        @Override
        public String toString() {
            return "Named[…]";
        }
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Named list(Actor actor, RecordFilter filter, @Nullable UUID after, int limit) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        return page(filter, after, limit);
    }

    /** All of it, page by page, each in a transaction of its own; the first is read after the export was recorded. */
    public void export(Actor actor, RecordFilter filter, String format, Consumer<Named> pages) {
        actor.need(Permission.VIEW_AUDIT_LOG);
        transaction.executeWithoutResult(status ->
                audit.record(actor, "consents.exported", Target.of(actor.organisation()), facts(filter, format)));
        UUID after = null;
        do {
            var from = after;
            var page = Objects.requireNonNull(transaction.execute(status -> page(filter, from, Page.MOST)));
            pages.accept(page);
            after = Page.after(page.records().next());
        } while (after != null);
    }

    /** How many have still to decide about a notice. */
    @Transactional(readOnly = true)
    public int undecided(Actor actor, Notice notice) {
        actor.needAny(Permission.VIEW_AUDIT_LOG, Permission.MANAGE_USERS);
        return undecided.count(notice.version());
    }

    /** Who they are, by name. */
    @Transactional(readOnly = true)
    public Page<Person> undecided(Actor actor, Notice notice, @Nullable UUID after, int limit) {
        actor.need(Permission.MANAGE_USERS);
        return undecided.list(notice.version(), after, limit);
    }

    private Named page(RecordFilter filter, @Nullable UUID after, int limit) {
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
