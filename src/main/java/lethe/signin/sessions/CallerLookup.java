package lethe.signin.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import lethe.platform.database.OpenTransaction;
import lethe.platform.kernel.TenantContext;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.sessions.AccessToken.TokenId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Identifies a request's caller by session or token, with their current permissions, in one database query. */
@Component
class CallerLookup {
    private static final Duration SEEN = Duration.ofMinutes(1);
    private final SessionStore sessions;
    private final TokenStore tokens;
    private final RetentionPolicy retention;
    private final LastUse lastUse;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final OpenTransaction open;

    CallerLookup(
            SessionStore sessions,
            TokenStore tokens,
            RetentionPolicy retention,
            LastUse lastUse,
            Clock clock,
            TransactionTemplate transaction,
            OpenTransaction open) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.retention = retention;
        this.lastUse = lastUse;
        this.clock = clock;
        this.transaction = transaction;
        this.open = open;
    }

    /**
     * Returns the user of a session's secret or personal access token; empty if it is no longer valid.
     *
     * @param leaveOpen whether the transaction stays open for the handler that follows; the caller ends it
     */
    Optional<CurrentSession> recognise(String secret, boolean leaveOpen) {
        var session = SecretToken.parse("ses", secret);
        return session.isPresent()
                ? session.flatMap(token -> recogniseSession(token, leaveOpen))
                : SecretToken.parse("pat", secret).flatMap(token -> recogniseToken(token, leaveOpen));
    }

    private Optional<CurrentSession> recogniseSession(SecretToken token, boolean leaveOpen) {
        var now = clock.instant();
        var found = ask(leaveOpen, () -> sessions.find(token, now), SessionStore.Row::signedIn);
        found.filter(row -> row.signedIn().state() != CurrentSession.State.NEW_PASSWORD_REQUIRED)
                .filter(row -> row.lastSeen().plus(SEEN).isBefore(now))
                .ifPresent(row -> note(token, () -> seen(row, now)));
        return found.map(SessionStore.Row::signedIn);
    }

    /** Records a token's last use once a day. */
    private Optional<CurrentSession> recogniseToken(SecretToken token, boolean leaveOpen) {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var found = ask(leaveOpen, () -> tokens.find(token, now), TokenStore.Used::signedIn);
        found.filter(used -> !today.equals(used.lastUsedOn()))
                .map(TokenStore.Used::signedIn)
                .ifPresent(owner -> note(token, () -> {
                    lastUse.note(owner.actor().self(), now);
                    tokens.seen(new TokenId(owner.means().id()), today);
                }));
        return found.map(TokenStore.Used::signedIn);
    }

    private <T> Optional<T> ask(
            boolean leaveOpen, Supplier<Optional<T>> question, Function<T, CurrentSession> signedIn) {
        return leaveOpen
                ? open.leaveOpen(question, found -> signedIn.apply(found).actor())
                : question.get();
    }

    private void note(SecretToken token, Runnable what) {
        TenantContext.run(token.organisation(), () -> transaction.executeWithoutResult(status -> what.run()));
    }

    private void seen(SessionStore.Row row, Instant now) {
        lastUse.note(row.signedIn().actor().self(), now);
        sessions.seen(
                row.id(),
                now,
                earlier(
                        now.plus(Sessions.IDLE),
                        retention.of(DataCategory.SESSION).end(row.created())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
