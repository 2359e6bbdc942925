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

/**
 * Sessions: they end an hour after the last use, and after 12 hours or the organisation's limit; those in which a
 * password must be set, after 15 minutes.
 */
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

    /** A new session, with its secret. */
    public record Opened(SecretToken token, CurrentSession.State state, Instant expiresAt, UserId user) {}

    /**
     * Begins a session for a user who has just authenticated, in the transaction of the caller, who has locked them.
     * If a password must be set next, the user's earlier sessions end, so that only the latest can set it.
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

    /** Whether the caller's session is still valid; false for an access token. */
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

    /** Returns one of the caller's own sessions. */
    @Transactional(readOnly = true)
    public Session find(CurrentSession me, SessionId id) {
        return list(me).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Ends one of the caller's own sessions. */
    @Transactional
    public void end(CurrentSession me, SessionId id) {
        if (!store.delete(me.actor().self(), id.value())) {
            throw new NotFound();
        }
        audit.record(me.actor(), "session.ended", Target.of(me.actor().self()), Map.of("session", id.toString()));
    }

    /** Ends the caller's session. An access token is not deleted. */
    @Transactional
    public void signOut(CurrentSession me) {
        if (me.means().session()) {
            store.delete(me.actor().self(), me.means().id());
            audit.record(me.actor(), "signin.ended", Target.of(me.actor().self()));
        }
    }

    /** Ends a browser's previous session after a new sign-in, even if it was another user's. */
    @Transactional
    public void replaced(CurrentSession earlier) {
        if (earlier.means().session()
                && store.delete(earlier.actor().self(), earlier.means().id())) {
            audit.record(
                    earlier.actor(), "signin.ended", Target.of(earlier.actor().self()));
        }
    }

    /** Ends all sessions of a user and, if requested, deletes their access tokens. */
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
