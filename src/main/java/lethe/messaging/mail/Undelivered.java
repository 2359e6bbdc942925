package lethe.messaging.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Mails that have not arrived, for the users who asked for them and for the operator. */
@Component
public class Undelivered {
    private final MailStore store;
    private final Map<String, Duration> patience;

    Undelivered(MailStore store, List<MailTemplates> templates) {
        this.store = store;
        this.patience = templates.stream().collect(Collectors.toMap(MailTemplates::kind, MailTemplates::patience));
    }

    /** The state of a mail that has not arrived. */
    public enum State {
        /** An attempt failed, and it is tried again. */
        PUT_OFF,
        /** It was given up. */
        NOT_DELIVERED,
        /** It was handed over and never answered: it may have arrived, and is not sent again automatically. */
        IN_DOUBT
    }

    /**
     * A mail that has not arrived, as far as is known.
     *
     * @param asked when it was queued
     * @param until when it is given up; absent if it already is
     */
    public record Note(
            String kind,
            State state,
            DeliveryFailure failure,
            Instant asked,
            @Nullable Instant until) {}

    /** How many mails of a kind were given up for one reason, over all organisations. */
    public record Count(String kind, DeliveryFailure failure, long mails) {}

    /** A user's mails of these kinds, the latest first: for that user, and for those who manage users. */
    @Transactional(readOnly = true)
    public List<Note> of(Actor actor, UserId person, Collection<String> kinds) {
        if (!actor.is(person)) {
            actor.need(Permission.MANAGE_USERS);
        }
        return store.undelivered(person).stream()
                .filter(row -> kinds.contains(row.kind()))
                .map(this::note)
                .toList();
    }

    /** Mails given up within the last week. */
    @Transactional(readOnly = true)
    public List<Count> counts(Actor operator) {
        operator.needOperator();
        return store.countsGivenUp();
    }

    private Note note(MailStore.Attempted row) {
        if (!row.givenUp()) {
            var until = row.queuedAt().plus(patience.getOrDefault(row.kind(), Duration.ZERO));
            return new Note(row.kind(), State.PUT_OFF, row.failure(), row.queuedAt(), until);
        }
        var state = row.failure().reason() == Reason.IN_DOUBT ? State.IN_DOUBT : State.NOT_DELIVERED;
        return new Note(row.kind(), state, row.failure(), row.queuedAt(), null);
    }
}
