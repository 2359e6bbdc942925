package lethe.messaging.newsletters;

import java.util.List;
import java.util.Optional;
import lethe.organisations.PublicUrl;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.UserId;
import lethe.vault.vault.KeyDestroyed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who receives a newsletter, for the room that sends it: in the organisation in scope, by ID only. */
@Component
public class Subscriptions {
    private final SubscriberStore store;
    private final PublicUrl url;

    Subscriptions(SubscriberStore store, PublicUrl url) {
        this.store = store;
        this.url = url;
    }

    @Transactional(readOnly = true)
    public long count(NewsletterId newsletter) {
        return store.count(newsletter);
    }

    /** The next users who receive it now, in the order of their IDs. */
    @Transactional(readOnly = true)
    public List<UserId> next(NewsletterId newsletter, @Nullable UserId after, int limit) {
        return store.next(newsletter, after, limit);
    }

    /** Call this just before a mail is sent: empty if the user does not receive the newsletter any more. */
    @Transactional(readOnly = true)
    public Optional<Unsubscribe> ofSubscriber(UserId person, NewsletterId newsletter) {
        try {
            return store.token(person, newsletter).map(token -> new Unsubscribe(url.to("/unsubscribe/" + token)));
        } catch (KeyDestroyed inAnOldDatabase) {
            return Optional.empty();
        }
    }
}
