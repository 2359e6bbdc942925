package lethe.transparency;

import lethe.kernel.EntryId;
import lethe.retention.Expires;
import lethe.retention.Kind;
import lethe.retention.Limit;
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
