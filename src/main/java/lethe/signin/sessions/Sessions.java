package lethe.signin.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.database.RoundTrip;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.platform.requests.SecretToken;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Session.SessionId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sessions: an hour from the last use, twelve at the most or what the organisation has set; a quarter of one before a password is chosen. */
@Component
public class Sessions implements PersonalDataHolder {
    static final Duration IDLE = Duration.ofHours(1);
    private static final Duration BEFORE_PASSWORD = Duration.ofMinutes(15);
    private final SessionStore store;
    private final TokenStore tokens;
    private final LastUse lastUse;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;

    Sessions(SessionStore store, TokenStore tokens, LastUse lastUse, Audit audit, Clock clock, Randomness randomness) {
        this.store = store;
        this.tokens = tokens;
        this.lastUse = lastUse;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** The secret of a session that has just begun. */
    public record Opened(SecretToken token, CurrentSession.State state, Instant expiresAt, UserId user) {}

    /**
     * Begins a session of somebody who has just proven who they are; in the caller's transaction, which holds them. Where a
     * password is to be chosen next, those that began before end: the last who came in is the one who goes on.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Opened open(OrganisationId organisation, UserId person, Kind kind) {
        var state = store.state(person, clock.instant()).orElseThrow(NotFound::new);
        var token = SecretToken.fresh("ses", organisation, randomness);
        var now = clock.instant();
        if (state == CurrentSession.State.NEW_PASSWORD_REQUIRED) {
            store.deleteAll(person);
        }
        var expires = now.plus(state == CurrentSession.State.NEW_PASSWORD_REQUIRED ? BEFORE_PASSWORD : IDLE);
        store.insert(new SessionId(randomness.uuid()), token, person, kind, now, expires);
        lastUse.note(person, now);
        return new Opened(token, state, expires, person);
    }

    /** Whether the session that asks has not been ended since it was recognised; false for a personal access token. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isInForce(CurrentSession me) {
        var means = me.means();
        return means.session()
                && store.isInForce(new SessionId(means.id()), me.actor().self(), clock.instant());
    }

    @Transactional(readOnly = true)
    public List<Session> list(CurrentSession me) {
        return store.list(me.actor().self(), me.means().id(), clock.instant());
    }

    /** One of one's own. */
    @Transactional(readOnly = true)
    public Session find(CurrentSession me, SessionId id) {
        return list(me).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Ends one of one's own sessions. */
    @Transactional
    public void end(CurrentSession me, SessionId id) {
        if (!store.delete(me.actor().self(), id.value())) {
            throw new NotFound();
        }
        audit.record(me.actor(), "session.ended", Target.of(me.actor().self()), Map.of("session", id.toString()));
    }

    /** Signs out: ends the session that asks for it. A personal access token stays. */
    @Transactional
    public void signOut(CurrentSession me) {
        if (me.means().session()) {
            store.delete(me.actor().self(), me.means().id());
            audit.record(me.actor(), "signin.ended", Target.of(me.actor().self()));
        }
    }

    /** Ends the session of a browser in which somebody has just signed in again, whoever that was. */
    @Transactional
    public void replaced(CurrentSession earlier) {
        if (earlier.means().session()
                && store.delete(earlier.actor().self(), earlier.means().id())) {
            audit.record(
                    earlier.actor(), "signin.ended", Target.of(earlier.actor().self()));
        }
    }

    /** Ends every session of a person's and, where asked, every token. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endAll(UserId person, boolean tokensToo) {
        store.deleteAll(person);
        if (tokensToo) {
            tokens.deleteAll(person);
        }
    }

    @Override
    public Supplier<Erasure> erase(RoundTrip trip, UserId person) {
        store.deleteAll(trip, person);
        tokens.deleteAll(trip, person);
        return () -> new Erasure("sessions", List.of("sessions", "tokens"), List.of());
    }
}
