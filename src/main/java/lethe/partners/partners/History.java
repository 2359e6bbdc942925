package lethe.partners.partners;

import java.util.List;
import lethe.audit.log.Audit;
import lethe.audit.log.Entry;
import lethe.audit.log.Filter;
import lethe.audit.log.Names;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a partner's page tells of who did what to it. */
@Component
class History {
    private static final int MOST = 20;
    private final Audit audit;
    private final Names names;

    History(Audit audit, Names names) {
        this.audit = audit;
        this.names = names;
    }

    /** What was done to the partner itself, the latest first; what other rooms hold of it has a history of its own. */
    @Transactional(readOnly = true)
    List<Entry> of(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_PARTNERS, Permission.VIEW_AUDIT_LOG);
        var about = new Filter(null, new Target(PartnerId.KIND, id.value()), null, null, null, null, Page.MOST);
        return audit.list(actor, about).items().stream()
                .filter(entry -> entry.action().startsWith(PartnerId.KIND + "."))
                .limit(MOST)
                .toList();
    }

    /** What the one who acted is called, for whoever may see the act. */
    @Transactional(readOnly = true)
    String nameOf(Actor actor, UserId person) {
        actor.need(Permission.VIEW_PARTNERS);
        return names.of(List.of(person)).getOrDefault(person, person.toString());
    }
}
