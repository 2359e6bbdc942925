package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Entries of the audit log about everything else. */
@Component
class OldEntries implements Expires {
    private final Removal removal;

    OldEntries(Removal removal) {
        this.removal = removal;
    }

    @Override
    public Kind kind() {
        return Kind.AUDIT_ENTRY;
    }

    @Override
    public int expire(Limit limit, int most) {
        return removal.remove(false, limit, most);
    }

    @Override
    public Coming coming(Limit limit) {
        return removal.coming(false, limit);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
