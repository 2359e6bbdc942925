package lethe.signin.login;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.UserLookup;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.platform.requests.Unseen;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.signin.credentials.Credential;
import lethe.signin.credentials.Credentials;
import lethe.signin.credentials.KnownBrowsers;
import lethe.signin.credentials.RecoveryCodes;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-in. Whatever is wrong, responses are the same and take the same time; none reveals an e-mail's organisations.
 */
@Component
class SignIn {
    private static final Feature SIGNING_IN = new Feature("signed-in");
    private final Organisations organisations;
    private final UserLookup userLookup;
    private final Credentials credentials;
    private final RecoveryCodes recoveryCodes;
    private final KnownBrowsers browsers;
    private final Sessions sessions;
    private final SignInThrottle throttle;
    private final RefusedSignIns refused;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Usage usage;

    SignIn(
            Organisations organisations,
            UserLookup userLookup,
            Credentials credentials,
            RecoveryCodes recoveryCodes,
            KnownBrowsers browsers,
            Sessions sessions,
            SignInThrottle throttle,
            RefusedSignIns refused,
            Audit audit,
            Clock clock,
            TransactionTemplate transaction,
            Usage usage) {
        this.organisations = organisations;
        this.userLookup = userLookup;
        this.credentials = credentials;
        this.recoveryCodes = recoveryCodes;
        this.browsers = browsers;
        this.sessions = sessions;
        this.throttle = throttle;
        this.refused = refused;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
        this.usage = usage;
    }

    /**
     * @param network the caller's address, counted and not stored
     * @param mark the browser's mark from an earlier sign-in; null if it sends none
     * @param remember receives the mark of a browser in which a user signs in
     */
    public record Caller(
            String network, Kind kind, @Nullable String mark, Consumer<String> remember) {
        /** A program: it is identified only by its token. */
        public static Caller api(String network) {
            return new Caller(network, Kind.API, null, mark -> {});
        }

        /** Contains no personal data, so it may be logged. */
        @Override
        public String toString() {
            return "Caller[…]";
        }
    }

    /** Signs in by e-mail and password; the organisation may be null while there is only one. */
    public Opened byPassword(@Nullable String slug, String email, String password, Caller caller) {
        var organisation = organisation(slug);
        try (var attempt = throttled(SignInThrottle.Kind.PASSWORD, organisation, email, caller)) {
            return TenantContext.in(organisation, () -> byPassword(organisation, email, password, caller, attempt));
        }
    }

    private Opened byPassword(
            OrganisationId organisation, String email, String password, Caller caller, SignInThrottle.Attempt attempt) {
        var credential = transaction.execute(status -> find(organisation, email).flatMap(credentials::find));
        if (!credentials.matches(credential, password)) {
            throw failed(organisation, credential.map(Credential::person), "password", attempt);
        }
        var matched = credential.orElseThrow();
        return opened(
                organisation, matched.person(), caller, "password", attempt, () -> credentials.isUnchanged(matched));
    }

    /** Signs in by a recovery code, which is used up; the user must then set a new password. */
    public Opened byRecoveryCode(@Nullable String slug, String email, String code, Caller caller) {
        var organisation = organisation(slug);
        try (var attempt = throttled(SignInThrottle.Kind.RECOVERY_CODE, organisation, email, caller)) {
            return TenantContext.in(organisation, () -> byRecoveryCode(organisation, email, code, caller, attempt));
        }
    }

    private Opened byRecoveryCode(
            OrganisationId organisation, String email, String code, Caller caller, SignInThrottle.Attempt attempt) {
        var person = transaction.execute(status -> find(organisation, email));
        credentials.matches(Optional.empty(), code);
        if (person.isEmpty()) {
            throw failed(organisation, Optional.empty(), "recovery-code", attempt);
        }
        return opened(
                organisation,
                person.get(),
                caller,
                "recovery-code",
                attempt,
                () -> recoveryCodes.use(person.get(), code));
    }

    /** Signs in by one-time link; 410 if it has been used or has expired. */
    public Opened byLink(String secret, Caller caller) {
        var pasted = Unseen.removed(secret);
        var token = SecretToken.parse("link", pasted.substring(pasted.lastIndexOf('/') + 1));
        var organisation = token.map(SecretToken::organisation).orElse(organisation(null));
        try (var attempt = throttle.link(caller.network())) {
            return TenantContext.in(organisation, () -> byLink(organisation, token, caller, attempt));
        }
    }

    private Opened byLink(
            OrganisationId organisation, Optional<SecretToken> token, Caller caller, SignInThrottle.Attempt attempt) {
        var link = transaction.execute(status -> token.flatMap(credentials::link));
        if (link.isEmpty()) {
            throw failed(organisation, Optional.empty(), "link", attempt);
        }
        if (!link.get().isInForce(clock.instant())) {
            throw new Gone();
        }
        return opened(organisation, link.get().person(), caller, "link", attempt, () -> {
            credentials.follow(token.get());
            return true;
        });
    }

    private OrganisationId organisation(@Nullable String slug) {
        return Optional.ofNullable(slug)
                .map(organisations::bySlug)
                .orElseGet(() -> TenantContext.organisation().or(organisations::only))
                .orElse(OrganisationId.NONE);
    }

    private Optional<UserId> find(OrganisationId organisation, String email) {
        return organisation.equals(OrganisationId.NONE) ? Optional.empty() : userLookup.find(organisation, email);
    }

    /** @param use uses the secret up, or checks that it is unchanged since it was compared; the user is locked */
    private Opened opened(
            OrganisationId organisation,
            UserId person,
            Caller caller,
            String by,
            SignInThrottle.Attempt attempt,
            BooleanSupplier use) {
        var opened = transaction.execute(status -> userLookup.lockForSignIn(person) && use.getAsBoolean()
                ? Optional.of(open(organisation, person, caller, by))
                : Optional.<Opened>empty());
        return opened.orElseThrow(() -> failed(organisation, Optional.of(person), by, attempt));
    }

    private Opened open(OrganisationId organisation, UserId person, Caller caller, String by) {
        var opened = sessions.open(organisation, person, caller.kind());
        audit.record(Actor.person(organisation, person), "signin.succeeded", Target.of(person), Map.of("by", by));
        if (caller.kind() == Kind.BROWSER) {
            browsers.mark(person).ifPresent(caller.remember());
        }
        usage.count(SIGNING_IN, person.lowBits());
        return opened;
    }

    /** A browser without a mark costs no lookup before it is refused. */
    private SignInThrottle.Attempt throttled(
            SignInThrottle.Kind kind, OrganisationId organisation, String email, Caller caller) {
        var account = userLookup.normal(email);
        var mark = Optional.ofNullable(caller.mark())
                .filter(brought -> kind == SignInThrottle.Kind.PASSWORD)
                .flatMap(brought -> known(organisation, email, brought));
        var attempt = mark.map(known -> throttle.byKnownBrowser(organisation, account, known))
                .orElseGet(() -> throttle.tryOut(kind, organisation, account, caller.network()));
        if (attempt.isRefused() && !organisation.equals(OrganisationId.NONE)) {
            refused.count(organisation, attempt.refusedAccount(), () -> look(organisation, email));
        }
        return attempt.orThrow();
    }

    private Optional<String> known(OrganisationId organisation, String email, String mark) {
        return TenantContext.in(organisation, () -> Optional.ofNullable(
                        transaction.execute(status -> find(organisation, email).flatMap(credentials::find)))
                .orElseThrow()
                .flatMap(credential -> browsers.known(credential, mark)));
    }

    private Optional<UserId> look(OrganisationId organisation, String email) {
        return TenantContext.in(
                organisation, () -> Optional.ofNullable(transaction.execute(status -> find(organisation, email)))
                        .orElseThrow());
    }

    private SignInFailed failed(
            OrganisationId organisation, Optional<UserId> person, String by, SignInThrottle.Attempt attempt) {
        attempt.failed();
        record(organisation, "signin.failed", person.map(Target::of).orElse(Target.of(organisation)), Map.of("by", by));
        return SignInFailed.failed();
    }

    private void record(OrganisationId organisation, String action, Target target, Map<String, Object> facts) {
        if (!organisation.equals(OrganisationId.NONE)) {
            TenantContext.run(
                    organisation,
                    () -> transaction.executeWithoutResult(
                            status -> audit.record(Actor.system(organisation), action, target, facts)));
        }
    }
}
