package lethe.lifecycle.suspensions;

import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.users.UserLookup;
import lethe.identity.users.UserStatus;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Validation;
import lethe.signin.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suspends and reactivates users, with {@link Permission#MANAGE_USERS}. Suspended users are signed out immediately
 * and cannot sign in. Their access tokens are deleted and do not come back, because one may have been stolen.
 * Everything else is kept.
 */
@Component
class Suspensions {
    private static final int LONGEST_REASON = 500;
    private final SuspensionStore store;
    private final UserLookup userLookup;
    private final Sessions sessions;
    private final SuspensionLetters letters;
    private final SuspensionReasons reasons;
    private final Audit audit;

    Suspensions(
            SuspensionStore store,
            UserLookup userLookup,
            Sessions sessions,
            SuspensionLetters letters,
            SuspensionReasons reasons,
            Audit audit) {
        this.store = store;
        this.userLookup = userLookup;
        this.sessions = sessions;
        this.letters = letters;
        this.reasons = reasons;
        this.audit = audit;
    }

    /** Suspends a user; if they are suspended already, the first reason stays. */
    @Transactional
    void suspend(Actor actor, UserId person, @Nullable String typed) {
        actor.need(Permission.MANAGE_USERS);
        var was = userLookup.lockAnother(actor, person);
        var reason = checked(typed);
        if (was != UserStatus.SUSPENDED) {
            userLookup.suspend(person);
            sessions.endAll(person, true);
            reasons.seal(actor, person, reason, was);
            letters.tell(person);
            audit.record(actor, "user.suspended", Target.of(person));
        }
    }

    /** Reactivates a user; does nothing if they are not suspended. */
    @Transactional
    void reactivate(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        if (userLookup.lockAnother(actor, person) == UserStatus.SUSPENDED) {
            userLookup.reactivate(
                    person, store.find(person).map(SuspensionStore.Row::was).orElse(UserStatus.ACTIVE));
            store.end(person);
            letters.tell(person);
            audit.record(actor, "user.reactivated", Target.of(person));
        }
    }

    /** The user's suspension, for actors who may manage that user; empty if they are not suspended. */
    @Transactional
    Optional<Suspension> get(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        userLookup.lockAnother(actor, person);
        return store.find(person).map(row -> reasons.open(actor, person, row));
    }

    private static String checked(@Nullable String typed) {
        var fields = new Validation();
        var reason = fields.text("reason", typed, LONGEST_REASON);
        fields.check();
        return reason;
    }
}
