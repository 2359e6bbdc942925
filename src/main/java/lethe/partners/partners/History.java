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

/** The history on a partner's page. */
@Component
class History {
    private static final int MOST = 20;
    private final Audit audit;
    private final Names names;

    History(Audit audit, Names names) {
        this.audit = audit;
        this.names = names;
    }

    /** Returns acts on the partner itself, latest first; billing details have their own history. */
    @Transactional(readOnly = true)
    List<Entry> of(Actor actor, PartnerId id) {
        actor.need(Permission.VIEW_PARTNERS, Permission.VIEW_AUDIT_LOG);
        var about = new Filter(null, new Target(PartnerId.KIND, id.value()), null, null, null, null, Page.MOST);
        return audit.list(actor, about).items().stream()
                .filter(entry -> entry.action().startsWith(PartnerId.KIND + "."))
                .limit(MOST)
                .toList();
    }

    /** The name of a user who acted on a partner. */
    @Transactional(readOnly = true)
    String nameOf(Actor actor, UserId person) {
        actor.need(Permission.VIEW_PARTNERS);
        return names.of(List.of(person)).getOrDefault(person, person.toString());
    }
}
