package lethe.signin.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.DataCategory;
import lethe.platform.requests.SecretToken;
import lethe.platform.requests.Validation;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.privacy.retention.RetentionPolicy;
import lethe.signin.sessions.AccessToken.TokenId;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Personal access tokens: created by users for their own scripts, shown once, erased with the user. */
@Component
public class AccessTokens {
    private static final Feature CREATING = new Feature("token-created");
    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration PRINTED = Duration.ofHours(24);
    private static final String KIND = "pat";
    private final TokenStore store;
    private final SessionCheck session;
    private final RetentionPolicy retention;
    private final IdempotencyKeys idempotencyKeys;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;
    private final Usage usage;

    AccessTokens(
            TokenStore store,
            SessionCheck session,
            RetentionPolicy retention,
            IdempotencyKeys idempotencyKeys,
            Audit audit,
            Clock clock,
            Randomness randomness,
            Usage usage) {
        this.store = store;
        this.session = session;
        this.retention = retention;
        this.idempotencyKeys = idempotencyKeys;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
        this.usage = usage;
    }

    /**
     * @param token includes the secret unless {@code replayed}
     * @param replayed whether an earlier call with the same idempotency key created the token
     */
    public record Created(AccessToken token, boolean replayed) {}

    @Transactional(readOnly = true)
    public List<AccessToken> list(Actor actor) {
        return store.list(actor.self(), clock.instant());
    }

    /** Returns one of the actor's own valid tokens. */
    @Transactional(readOnly = true)
    public AccessToken find(Actor actor, TokenId id) {
        return list(actor).stream()
                .filter(token -> token.id().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /**
     * Creates a token for the calling user.
     *
     * @param expiresAt at most 365 days ahead, or the organisation's limit; null: 90 days or that limit, whichever is
     *     sooner
     * @param repeatKey the caller's idempotency key
     */
    @Transactional
    public Created create(
            CurrentSession me, @Nullable String name, @Nullable Instant expiresAt, @Nullable String repeatKey) {
        session.requireStill(me);
        var actor = me.actor();
        var now = clock.instant();
        var limit = retention.of(DataCategory.ACCESS_TOKEN);
        var longest = limit.end(now);
        var usual = now.plus(USUAL);
        var expires = Optional.ofNullable(expiresAt).orElse(usual.isBefore(longest) ? usual : longest);
        var fields = new Validation();
        var title = fields.title("name", name);
        if (!expires.isAfter(now) || expires.isAfter(longest)) {
            fields.wrong("expiresAt", "range-days", limit.amount());
        }
        fields.check();
        var id = new TokenId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        if (earlier.isPresent()) {
            return new Created(find(actor, new TokenId(earlier.get())), true);
        }
        usage.count(CREATING, actor.self().lowBits());
        return new Created(insert(actor, id, actor.self(), title, expires, false), false);
    }

    /**
     * Creates the token that a command prints for the administrator it has just created: valid for 24 hours, and
     * usable before a password is set and consent is given.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public AccessToken print(Actor operator, UserId admin) {
        operator.needOperator();
        var id = new TokenId(randomness.uuid());
        return insert(
                operator, id, admin, "organisation create", clock.instant().plus(PRINTED), true);
    }

    @Transactional
    public void revoke(Actor actor, TokenId id) {
        if (!store.delete(actor.self(), id.value())) {
            throw new NotFound();
        }
        audit.record(actor, "token.revoked", Target.of(actor.self()), Map.of("token", id.toString()));
    }

    private AccessToken insert(Actor actor, TokenId id, UserId owner, String name, Instant expires, boolean pastGate) {
        var secret = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var token = new AccessToken(id, name, clock.instant(), expires, null, secret.text());
        store.insert(token, secret, owner, pastGate);
        audit.record(
                actor, "token.created", Target.of(owner), Map.of("token", id.toString(), "pastStateGate", pastGate));
        return token;
    }
}
