package lethe.identity.users;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.Audit.TargetFacts;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.platform.requests.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Many people at once, by the rules that hold for one; what the room that imports them asks. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BulkUserCreation {
    private final UserStore store;
    private final SealedEmails accounts;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Standing standing;
    private final Audit audit;

    BulkUserCreation(
            UserStore store,
            SealedEmails accounts,
            Roles roles,
            AssignmentRules rights,
            Standing standing,
            Audit audit) {
        this.store = store;
        this.accounts = accounts;
        this.roles = roles;
        this.rights = rights;
        this.standing = standing;
        this.audit = audit;
    }

    /** Somebody who acts without a request, as they are and stay until the transaction ends; empty when they may not. */
    public Optional<Actor> lockCreator(UserId person) {
        return standing.lockActor(person).filter(actor -> actor.may(Permission.MANAGE_USERS));
    }

    /** Those of the slots that somebody's e-mail has. */
    public Set<KeySlot> held(Set<KeySlot> slots) {
        return store.held(slots);
    }

    /** Whether somebody has it by the form that earlier versions looked it up by, which no claim finds. */
    public boolean haveFormerly(OrganisationId organisation, String email) {
        return EmailAddress.former(email).isPresent()
                && EmailAddress.parse(email)
                        .flatMap(one -> accounts.find(organisation, one))
                        .isPresent();
    }

    /**
     * Creates them, without a first secret yet.
     *
     * @param facts what the audit log says of their creation
     * @param attested evidence that came about with it
     */
    public void create(Actor actor, List<CheckedUser> people, Map<String, Object> facts, List<Row> attested) {
        actor.need(Permission.MANAGE_USERS);
        var made = Stream.concat(attested.stream(), store.insert(actor, people).stream())
                .collect(Collectors.groupingBy(row -> new UserId(row.subject())));
        accounts.open(actor.organisation(), people);
        audit.recordEach(
                actor,
                "user.created",
                people.stream()
                        .map(one -> new TargetFacts(Target.of(one.id()), with(facts, made.get(one.id()))))
                        .toList());
    }

    private static Map<String, Object> with(Map<String, Object> facts, @Nullable List<Row> made) {
        var all = new HashMap<>(facts);
        all.putAll(EvidenceHolder.facts(Objects.requireNonNull(made)));
        return all;
    }

    /** Those who have never chosen a password and whom the actor may manage by now, held until the transaction ends. */
    public Set<UserId> lockInvited(Actor acting, Collection<UserId> people) {
        acting.need(Permission.MANAGE_USERS);
        var actor = standing.lock(acting, people);
        actor.need(Permission.MANAGE_USERS);
        var invited = store.lockInvited(people);
        var held = roles.lock(invited.stream().map(UserRow::role).collect(Collectors.toSet()));
        return invited.stream()
                .filter(one -> Optional.ofNullable(held.get(one.role()))
                        .filter(role -> rights.mayManage(actor, one.type(), role))
                        .isPresent())
                .map(UserRow::id)
                .collect(Collectors.toSet());
    }
}
