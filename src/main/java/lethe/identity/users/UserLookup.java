package lethe.identity.users;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.EmailAddress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the sign-in room may ask about users who are not signed in yet. The answers must not reach the caller of a
 * request.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class UserLookup {
    private final UserStore store;
    private final SealedEmails sealedEmails;
    private final Roles roles;
    private final AssignmentRules rules;
    private final Standing standing;
    private final Clock clock;

    UserLookup(
            UserStore store,
            SealedEmails sealedEmails,
            Roles roles,
            AssignmentRules rules,
            Standing standing,
            Clock clock) {
        this.store = store;
        this.sealedEmails = sealedEmails;
        this.roles = roles;
        this.rules = rules;
        this.standing = standing;
        this.clock = clock;
    }

    /** The user with this e-mail; text that is not an e-mail belongs to no user. */
    public Optional<UserId> find(OrganisationId organisation, String email) {
        var address = EmailAddress.parse(email).orElse(new EmailAddress(email, email));
        return sealedEmails.find(organisation, address).map(User::id);
    }

    /** The form in which equal e-mails are identical. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public String normal(String email) {
        return EmailAddress.parse(email)
                .map(EmailAddress::normal)
                .orElse(email.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * False for users who are suspended, terminated, or external and past their last day. Locks the user until the
     * transaction ends.
     */
    public boolean lockForSignIn(UserId person) {
        return store.lock(person)
                .filter(row -> row.status() == UserStatus.INVITED || row.status() == UserStatus.ACTIVE)
                .filter(row -> row.accessUntil() == null
                        || !row.accessUntil().isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .isPresent();
    }

    /** Called when a user has set their own password. */
    public void activate(UserId person) {
        store.lock(person)
                .filter(row -> row.status() == UserStatus.INVITED)
                .ifPresent(row -> store.status(person, UserStatus.ACTIVE));
    }

    /** Locks a user who has not set a password yet, for an administrator who may manage them. */
    public void lockInvited(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        var now = standing(actor, person);
        var row = store.lock(person)
                .filter(found -> found.status() != UserStatus.TERMINATED)
                .orElseThrow(NotFound::new);
        rules.requireManageable(now, row.type(), roles.lock(row.role()).orElseThrow(NotFound::new));
        if (row.status() != UserStatus.INVITED) {
            throw new Conflict("already-signed-in");
        }
        // The printed token of an organisation works before its owner has a password; a link would give its holder
        // their account.
        actor.needAnother(person);
    }

    /**
     * Locks another user until the transaction ends, for an administrator who may manage them.
     *
     * @return the user's status
     */
    public UserStatus lockAnother(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        var now = standing(actor, person);
        var row = store.lock(person).orElseThrow(NotFound::new);
        if (row.roleId() == null) {
            throw Conflict.changedMeanwhile(Map.of("id", person, "status", UserStatus.TERMINATED));
        }
        rules.requireReassignable(
                now, person, row.type(), roles.lock(row.role()).orElseThrow(NotFound::new));
        return row.status();
    }

    private Actor standing(Actor actor, UserId person) {
        var now = standing.lock(actor, List.of(person));
        now.need(Permission.MANAGE_USERS);
        return now;
    }

    /** Suspends a user, whom the caller has locked; refused for the last administrator who can sign in. */
    public void suspend(UserId person) {
        var row = store.lock(person).orElseThrow(NotFound::new);
        rules.keepAnAdmin(person, row.type());
        store.status(person, UserStatus.SUSPENDED);
    }

    /** Lets a suspended user sign in again. */
    public void reactivate(UserId person, UserStatus as) {
        store.status(person, as);
    }
}
