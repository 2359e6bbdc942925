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

/** What the room that lets people in may ask of people who are not signed in yet; nothing of it is an answer to anybody. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class UserLookup {
    private final UserStore store;
    private final SealedEmails accounts;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Standing standing;
    private final Clock clock;

    UserLookup(
            UserStore store,
            SealedEmails accounts,
            Roles roles,
            AssignmentRules rights,
            Standing standing,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.roles = roles;
        this.rights = rights;
        this.standing = standing;
        this.clock = clock;
    }

    /** Whose e-mail it is; what is no e-mail is nobody's. */
    public Optional<UserId> find(OrganisationId organisation, String email) {
        var address = EmailAddress.parse(email).orElse(new EmailAddress(email, email));
        return accounts.find(organisation, address).map(User::id);
    }

    /** The form by which two e-mails are the same. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public String normal(String email) {
        return EmailAddress.parse(email)
                .map(EmailAddress::normal)
                .orElse(email.strip().toLowerCase(Locale.ROOT));
    }

    /** Not who is suspended, terminated, or external and past the last day. The person stays so until the transaction ends. */
    public boolean lockForSignIn(UserId person) {
        return store.lock(person)
                .filter(row -> row.status() == UserStatus.INVITED || row.status() == UserStatus.ACTIVE)
                .filter(row -> row.accessUntil() == null
                        || !row.accessUntil().isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .isPresent();
    }

    /** They have chosen a password of their own. */
    public void activate(UserId person) {
        store.lock(person)
                .filter(row -> row.status() == UserStatus.INVITED)
                .ifPresent(row -> store.status(person, UserStatus.ACTIVE));
    }

    /** Holds somebody who has never chosen a password, for an admin who may manage them. */
    public void lockInvited(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        var now = standing(actor, person);
        var row = store.lock(person)
                .filter(found -> found.status() != UserStatus.TERMINATED)
                .orElseThrow(NotFound::new);
        rights.requireManageable(now, row.type(), roles.lock(row.role()).orElseThrow(NotFound::new));
        if (row.status() != UserStatus.INVITED) {
            throw new Conflict("already-signed-in");
        }
        // The printed token of an organisation works before its owner has a password; a link would be their account.
        actor.needAnother(person);
    }

    /** Holds another person, for an admin who may manage them, until the transaction ends; says how they are. */
    public UserStatus lockAnother(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        var now = standing(actor, person);
        var row = store.lock(person).orElseThrow(NotFound::new);
        if (row.roleId() == null) {
            throw Conflict.changedMeanwhile(Map.of("id", person, "status", UserStatus.TERMINATED));
        }
        rights.requireReassignable(
                now, person, row.type(), roles.lock(row.role()).orElseThrow(NotFound::new));
        return row.status();
    }

    private Actor standing(Actor actor, UserId person) {
        var now = standing.lock(actor, List.of(person));
        now.need(Permission.MANAGE_USERS);
        return now;
    }

    /** Lets somebody in no more; they are held already. The last admin who can get in stays in. */
    public void suspend(UserId person) {
        var row = store.lock(person).orElseThrow(NotFound::new);
        rights.keepAnAdmin(person, row.type());
        store.status(person, UserStatus.SUSPENDED);
    }

    /** Lets somebody in again who was suspended. */
    public void reactivate(UserId person, UserStatus as) {
        store.status(person, as);
    }
}
