package lethe.signin.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.SecretToken;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.personaldata.PersonalDataHolder;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Session.SessionId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions: an hour from the last use, twelve at the most or what the organisation has set; a quarter of one before a password is chosen. */
@Component
public class Sessions implements PersonalDataHolder {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration BEFORE_PASSWORD = Duration.ofMinutes(15);
    private static final Duration SEEN = Duration.ofMinutes(1);
    private final SessionStore store;
    private final TokenStore tokens;
    private final RetentionPolicy limits;
    private final LastUse lastUse;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    Sessions(
            SessionStore store,
            TokenStore tokens,
            RetentionPolicy limits,
            LastUse lastUse,
            Audit audit,
            Clock clock,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.tokens = tokens;
        this.limits = limits;
        this.lastUse = lastUse;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
        this.transaction = transaction;
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

    /** Whoever a session's secret or a personal access token belongs to; empty when it is in force no more. */
    public Optional<CurrentSession> recognise(String secret) {
        var session = SecretToken.parse("ses", secret);
        return session.isPresent()
                ? session.flatMap(token -> TenantContext.in(token.organisation(), () -> recogniseSession(token)))
                : SecretToken.parse("pat", secret)
                        .flatMap(token -> TenantContext.in(token.organisation(), () -> recogniseToken(token)));
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
    public Erasure erase(UserId person) {
        store.deleteAll(person);
        tokens.deleteAll(person);
        return new Erasure("sessions", List.of("sessions", "tokens"), List.of());
    }

    private Optional<CurrentSession> recogniseSession(SecretToken token) {
        return transaction.execute(status -> {
            var now = clock.instant();
            var found = store.find(token, now);
            found.filter(row -> row.signedIn().state() != CurrentSession.State.NEW_PASSWORD_REQUIRED)
                    .filter(row -> row.lastSeen().plus(SEEN).isBefore(now))
                    .ifPresent(row -> seen(row, now));
            return found.map(SessionStore.Row::signedIn);
        });
    }

    private Optional<CurrentSession> recogniseToken(SecretToken token) {
        return transaction.execute(status -> tokens.find(token, clock.instant()));
    }

    private void seen(SessionStore.Row row, Instant now) {
        lastUse.note(row.signedIn().actor().self(), now);
        store.seen(
                row.id(),
                now,
                earlier(now.plus(IDLE), limits.of(DataCategory.SESSION).end(row.created())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
