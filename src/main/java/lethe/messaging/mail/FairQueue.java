package lethe.messaging.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.messaging.mail.MailStore.Due;
import lethe.platform.kernel.OrganisationId;

/** Which mail is next on this node: no organisation has more than half of the connections, however many mails it sends. */
final class FairQueue {
    static final int CONNECTIONS = 4;
    private static final int SHARE = CONNECTIONS / 2;
    private final List<Due> waiting = new ArrayList<>();
    private final Map<MailId, OrganisationId> taken = new HashMap<>();

    /** What is due now, in the order in which it should be sent. */
    synchronized void refill(List<Due> due) {
        waiting.clear();
        due.stream().filter(one -> !taken.containsKey(one.id())).forEach(waiting::add);
    }

    /** Taken until it is {@link #done}; empty when there is nothing for whoever asks. */
    synchronized Optional<Due> next() {
        var next = waiting.stream().filter(this::hasRoom).findFirst();
        next.ifPresent(due -> {
            waiting.remove(due);
            taken.put(due.id(), due.organisation());
        });
        return next;
    }

    synchronized void done(Due due) {
        taken.remove(due.id());
    }

    /** All others are left for the next time. */
    synchronized void clear() {
        waiting.clear();
    }

    synchronized int size() {
        return waiting.size();
    }

    private boolean hasRoom(Due due) {
        return taken.values().stream().filter(due.organisation()::equals).count() < SHARE;
    }
}
