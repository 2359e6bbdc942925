package lethe.audit.transparency;

import lethe.platform.kernel.EntryId;
import lethe.platform.personaldata.Expires;
import lethe.platform.personaldata.Kind;
import lethe.platform.personaldata.Limit;
import org.springframework.stereotype.Component;

/** Who signed in, tried to or signed out, and when. */
@Component
class SignInEvents implements Expires {
    private final Removal removal;

    SignInEvents(Removal removal) {
        this.removal = removal;
    }

    @Override
    public Kind kind() {
        return Kind.SIGN_IN_EVENT;
    }

    @Override
    public int expire(Limit limit, int most) {
        return removal.remove(true, limit, most);
    }

    @Override
    public Coming coming(Limit limit) {
        return removal.coming(true, limit);
    }

    @Override
    public void recorded(EntryId entry) {
        removal.by(entry);
    }
}
