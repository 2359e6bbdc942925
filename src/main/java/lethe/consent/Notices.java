package lethe.consent;

import java.util.List;
import java.util.Map;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.NotFound;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The privacy notices of an organisation; the newest version in force is the one people are asked about. */
@Component
public class Notices {
    private final NoticeStore store;
    private final FirstNotice first;
    private final Audit audit;

    Notices(NoticeStore store, FirstNotice first, Audit audit) {
        this.store = store;
        this.first = first;
        this.audit = audit;
    }

    /** Version 1, which says what Lethe stores and counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void found(Actor actor, String organisationName) {
        store.publish(actor.organisation(), 1, first.texts(organisationName));
        var target = new Target("organisation", actor.organisation().value());
        audit.record(actor, "notice.published", target, Map.of("version", 1));
    }

    @Transactional(readOnly = true)
    public Notice current() {
        return store.list().stream().filter(Notice::current).findFirst().orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Notice get(int version) {
        return store.list().stream()
                .filter(notice -> notice.version() == version)
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Newest version first. */
    @Transactional(readOnly = true)
    public List<Notice> list() {
        return store.list();
    }
}
