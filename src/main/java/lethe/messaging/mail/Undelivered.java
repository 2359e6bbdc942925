package lethe.messaging.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Mails that have not arrived, for whoever asked for them, and for whoever operates Lethe. */
@Component
public class Undelivered {
    private final MailStore store;
    private final Map<String, Duration> patience;

    Undelivered(MailStore store, List<MailTemplates> letters) {
        this.store = store;
        this.patience = letters.stream().collect(Collectors.toMap(MailTemplates::kind, MailTemplates::patience));
    }

    /** How far it is with a mail. */
    public enum State {
        /** It was put off, and is tried again. */
        PUT_OFF,
        /** Nobody tries again. */
        NOT_DELIVERED,
        /** It was handed over and never answered: it may have arrived, and is not sent again unasked. */
        IN_DOUBT
    }

    /**
     * A mail that has not arrived, as far as is known.
     *
     * @param asked when it was queued
     * @param until how long it is tried; absent when it is tried no more
     */
    public record Note(
            String kind,
            State state,
            DeliveryFailure failure,
            Instant asked,
            @Nullable Instant until) {}

    /** How many mails of a kind were given up for one reason, over all organisations. */
    public record Count(String kind, DeliveryFailure failure, long mails) {}

    /** Of a person's mails of these kinds, the latest first; the caller has made sure that it may be known. */
    @Transactional(readOnly = true)
    public List<Note> of(UserId person, Collection<String> kinds) {
        return store.undelivered(person).stream()
                .filter(row -> kinds.contains(row.kind()))
                .map(this::note)
                .toList();
    }

    /** What was given up within the last week. */
    @Transactional(readOnly = true)
    public List<Count> counts() {
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
