package lethe.identity.users;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Reassignment;
import lethe.identity.roles.Reassignment.Assigned;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.EmailAddress;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.Validation;
import lethe.privacy.consent.Consents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The people of an organisation, seen and managed with {@link Permission#MANAGE_USERS}. */
@Component
public class Users {
    private final UserStore store;
    private final SealedEmails accounts;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Standing standing;
    private final Consents consents;
    private final Audit audit;

    Users(
            UserStore store,
            SealedEmails accounts,
            Roles roles,
            AssignmentRules rights,
            Standing standing,
            Consents consents,
            Audit audit) {
        this.store = store;
        this.accounts = accounts;
        this.roles = roles;
        this.rights = rights;
        this.standing = standing;
        this.consents = consents;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Page<User> list(Actor actor, UserFilter filter) {
        actor.need(Permission.MANAGE_USERS);
        if (filter.status() == UserStatus.TERMINATED) {
            actor.need(Permission.VIEW_AUDIT_LOG);
        }
        var rows = store.list(filter);
        return Page.of(rows, filter.limit(), row -> row.id().value()).map(accounts::user);
    }

    /** One user with all evidence; a terminated one only with {@link Permission#VIEW_AUDIT_LOG}. That it was seen is recorded. */
    @Transactional
    public ShownUser get(Actor actor, UserId id) {
        actor.needAny(Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG);
        var user = store.find(id)
                .map(accounts::user)
                .filter(found ->
                        actor.may(found instanceof User.Former ? Permission.VIEW_AUDIT_LOG : Permission.MANAGE_USERS))
                .orElseThrow(NotFound::new);
        audit.record(actor, "user.viewed", Target.of(id));
        return shown(user);
    }

    /** The user with exactly this e-mail. */
    @Transactional
    public Optional<SeenUser> lookUp(Actor actor, @Nullable String email) {
        actor.need(Permission.MANAGE_USERS);
        var fields = new Validation();
        var address = EmailAddress.check(fields, "email", email);
        fields.check();
        var found = accounts.find(actor.organisation(), address).map(this::withEvidence);
        found.ifPresent(
                seen -> audit.record(actor, "user.viewed", Target.of(seen.user().id())));
        return found;
    }

    /** The names of people in something that the caller may see: past acts still name who did them. */
    @Transactional(readOnly = true)
    public Map<UserId, String> names(Collection<UserId> people) {
        return store.of(people);
    }

    /** The one who asks, whatever they may do. */
    @Transactional(readOnly = true)
    public SeenUser me(Actor actor) {
        return store.find(actor.self())
                .map(accounts::user)
                .filter(User.Present.class::isInstance)
                .map(User.Present.class::cast)
                .map(this::withEvidence)
                .orElseThrow(NotFound::new);
    }

    /** Somebody within the transaction that creates them, without evidence yet; that they are seen is not recorded. */
    @Transactional(propagation = Propagation.MANDATORY)
    public User.Present created(UserId id) {
        return (User.Present) store.find(id).map(accounts::user).orElseThrow(NotFound::new);
    }

    /** Gives a user another type or role; the same again changes nothing. */
    @Transactional
    public ShownUser reassign(Actor actor, UserId id, Reassignment form) {
        actor.need(Permission.MANAGE_USERS);
        var now = standing.lock(actor, List.of(id));
        now.need(Permission.MANAGE_USERS);
        var row = store.lock(id).orElseThrow(NotFound::new);
        if (!form.personal().isEmpty()) {
            throw Forbidden.personalDataOfAnother(form.personal());
        }
        if (row.roleId() == null) {
            throw Conflict.changedMeanwhile(Map.of("id", id, "status", UserStatus.TERMINATED));
        }
        if (!form.isEmpty()) {
            reassign(now, row, form);
        }
        return shown(accounts.user(store.find(id).orElseThrow(NotFound::new)));
    }

    private void reassign(Actor actor, UserRow row, Reassignment form) {
        var before = new Assigned(row.type(), row.role(), row.accessUntil());
        var after = form.of(before);
        var held = roles.lock(List.of(before.role(), after.role()));
        var oldRole = Optional.ofNullable(held.get(before.role())).orElseThrow(NotFound::new);
        var newRole = Optional.ofNullable(held.get(after.role()));
        rights.requireReassignable(actor, row.id(), before.type(), oldRole);
        rights.requireAssignable(actor, after.type(), newRole);
        rights.checkReassigned(after.type(), newRole, form.accessUntil());
        rights.keepAnAdmin(row.id(), before.type(), after.type());
        store.reassign(row.id(), after);
        audit.record(actor, "user.reassigned", Target.of(row.id()), Reassignment.facts(before, after));
    }

    private ShownUser shown(User user) {
        return switch (user) {
            case User.Present present -> withEvidence(present);
            case User.Former former -> former;
        };
    }

    private SeenUser withEvidence(User.Present user) {
        return SeenUser.with(
                user,
                consents.attestation(user.id()).orElse(null),
                consents.ownConsent(user.id()).orElse(null));
    }
}
