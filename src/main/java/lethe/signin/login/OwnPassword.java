package lethe.signin.login;

import java.util.Objects;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.UserLookup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.SignInFailed;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.InPerson;
import lethe.platform.requests.Validation;
import lethe.platform.usage.Feature;
import lethe.platform.usage.Usage;
import lethe.signin.credentials.Credential;
import lethe.signin.credentials.Credentials;
import lethe.signin.passwords.Passwords;
import lethe.signin.sessions.CurrentSession;
import lethe.signin.sessions.Session.Kind;
import lethe.signin.sessions.Sessions;
import lethe.signin.sessions.Sessions.Opened;
import lethe.web.api.PasswordCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets a user's own password: the first one, and later ones after checking the current one. */
@Component
public class OwnPassword implements PasswordCheck {
    private static final Feature CHOOSING = new Feature("password-changed");
    private static final String NEW = "newPassword";
    private final Credentials credentials;
    private final Passwords passwords;
    private final Sessions sessions;
    private final UserLookup userLookup;
    private final SignInThrottle throttle;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Usage usage;

    OwnPassword(
            Credentials credentials,
            Passwords passwords,
            Sessions sessions,
            UserLookup userLookup,
            SignInThrottle throttle,
            Audit audit,
            TransactionTemplate transaction,
            Usage usage) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.sessions = sessions;
        this.userLookup = userLookup;
        this.throttle = throttle;
        this.audit = audit;
        this.transaction = transaction;
        this.usage = usage;
    }

    /**
     * Sets the password and begins a new session. Every other session ends and, when an existing password is changed,
     * every access token. 409 if the credential changed while the password was being hashed, or the session ended.
     *
     * @param current the current password; not required when a new password must be set first
     */
    public Opened choose(CurrentSession me, @Nullable String password, @Nullable String current, Kind kind) {
        var person = me.actor().self();
        var credential = transaction.execute(status -> credentials.find(person)).orElseThrow(NotFound::new);
        var fields = new Validation();
        if (!credential.choosePassword()) {
            checkCurrent(fields, me.actor(), credential, current);
        }
        passwords.check(fields, NEW, password);
        if (password != null && fields.fine() && credentials.matches(Optional.of(credential), password)) {
            fields.wrong(NEW, "password-same");
        }
        fields.check();
        var hash = passwords.hash(Objects.requireNonNull(password));
        var opened = transaction.execute(status -> replace(me, credential, hash, kind));
        usage.count(CHOOSING, person.lowBits());
        return opened;
    }

    /**
     * Reports a field error if the password is not the user's. Required before actions that a stolen session must not
     * perform.
     */
    public void check(Validation fields, Actor actor, @Nullable String current) {
        var credential =
                transaction.execute(status -> credentials.find(actor.self())).orElseThrow(NotFound::new);
        checkCurrent(fields, actor, credential, current);
    }

    @Override
    public void check(Actor actor, String password) {
        var fields = new Validation();
        check(fields, actor, password);
        fields.check();
    }

    /** Sets the first administrator's password, entered at the set-up link, in the transaction that creates them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void first(Actor operator, UserId person, String hash) {
        operator.needOperator();
        credentials.setUp(operator.organisation(), person, hash);
        userLookup.activate(person);
    }

    private void checkCurrent(Validation fields, Actor actor, Credential credential, @Nullable String current) {
        if (current == null || current.isEmpty()) {
            fields.wrong(InPerson.PASSWORD, "required");
        } else {
            try (var attempt = throttle.attempt(SignInThrottle.Own.PASSWORD, actor.organisation(), actor.self())) {
                if (!credentials.matches(Optional.of(credential), current)) {
                    attempt.failed();
                    fields.wrong(InPerson.PASSWORD, "password-wrong");
                }
            }
        }
    }

    private Opened replace(CurrentSession me, Credential credential, String hash, Kind kind) {
        var person = me.actor().self();
        if (!userLookup.lockForSignIn(person)) {
            throw SignInFailed.required();
        }
        if (!sessions.isInForce(me) || !credentials.choose(credential, hash)) {
            throw new Conflict(credential.password().isEmpty() ? "already-signed-in" : "changed-meanwhile");
        }
        userLookup.activate(person);
        sessions.endAll(person, !credential.choosePassword());
        audit.record(me.actor(), "me.password-changed", Target.of(person));
        return sessions.open(me.actor().organisation(), person, kind);
    }
}
