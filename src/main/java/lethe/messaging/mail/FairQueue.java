package lethe.messaging.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.messaging.mail.MailStore.Due;
import lethe.platform.kernel.OrganisationId;

/**
 * Chooses the next mail on this node. No organisation gets more than half of the connections, however many mails it
 * sends.
 */
final class FairQueue {
    static final int CONNECTIONS = 4;
    private static final int SHARE = CONNECTIONS / 2;
    private final List<Due> waiting = new ArrayList<>();
    private final Map<MailId, OrganisationId> taken = new HashMap<>();

    /** @param due mails that are due, in the order in which to send them */
    synchronized void refill(List<Due> due) {
        waiting.clear();
        due.stream().filter(one -> !taken.containsKey(one.id())).forEach(waiting::add);
    }

    /** Takes a mail until {@link #done}; empty if none may be sent now. */
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

    /** Leaves the remaining mails to the next {@link #refill}. */
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
