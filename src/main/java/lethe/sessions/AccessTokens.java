package lethe.sessions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.Audit;
import lethe.audit.Target;
import lethe.kernel.Actor;
import lethe.kernel.Fields;
import lethe.kernel.NotFound;
import lethe.kernel.Randomness;
import lethe.kernel.SecretToken;
import lethe.kernel.UserId;
import lethe.retention.Kind;
import lethe.retention.Limits;
import lethe.sessions.AccessToken.TokenId;
import lethe.usage.Feature;
import lethe.usage.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Personal access tokens: made by people for their own scripts, shown once, gone with the person. */
@Component
public class AccessTokens {
    private static final Feature CREATING = new Feature("token-created");
    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration PRINTED = Duration.ofHours(24);
    private static final String KIND = "pat";
    private final TokenStore store;
    private final Limits limits;
    private final Audit audit;
    private final Clock clock;
    private final Randomness randomness;
    private final Usage usage;

    AccessTokens(TokenStore store, Limits limits, Audit audit, Clock clock, Randomness randomness, Usage usage) {
        this.store = store;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
        this.randomness = randomness;
        this.usage = usage;
    }

    @Transactional(readOnly = true)
    public List<AccessToken> list(Actor actor) {
        return store.list(actor.self(), clock.instant());
    }

    /**
     * Makes one for the person who asks.
     *
     * @param expiresAt at most 365 days ahead, or what the organisation has set; absent: in 90, or that
     */
    @Transactional
    public AccessToken create(Actor actor, @Nullable String name, @Nullable Instant expiresAt) {
        var now = clock.instant();
        var limit = limits.of(Kind.ACCESS_TOKEN);
        var longest = limit.end(now);
        var usual = now.plus(USUAL);
        var expires = Optional.ofNullable(expiresAt).orElse(usual.isBefore(longest) ? usual : longest);
        var fields = new Fields();
        var title = fields.title("name", name);
        if (!expires.isAfter(now) || expires.isAfter(longest)) {
            fields.wrong("expiresAt", "range-days", limit.amount());
        }
        fields.check();
        usage.count(CREATING, actor.self().lowBits());
        return insert(actor, actor.self(), title, expires, false);
    }

    /** The one token that a command prints, for the admin it has just created: good for 24 hours, and past the state gate. */
    @Transactional(propagation = Propagation.MANDATORY)
    public AccessToken print(Actor operator, UserId admin) {
        return insert(operator, admin, "organisation create", clock.instant().plus(PRINTED), true);
    }

    @Transactional
    public void revoke(Actor actor, TokenId id) {
        if (!store.delete(actor.self(), id)) {
            throw new NotFound();
        }
        audit.record(actor, "token.revoked", Target.of(actor.self()), Map.of("token", id.toString()));
    }

    private AccessToken insert(Actor actor, UserId owner, String name, Instant expires, boolean pastGate) {
        var secret = SecretToken.fresh(KIND, actor.organisation(), randomness);
        var id = new TokenId(randomness.uuid());
        var token = new AccessToken(id, name, clock.instant(), expires, null, secret.text());
        store.insert(token, secret, owner, pastGate);
        audit.record(
                actor, "token.created", Target.of(owner), Map.of("token", id.toString(), "pastStateGate", pastGate));
        return token;
    }
}
