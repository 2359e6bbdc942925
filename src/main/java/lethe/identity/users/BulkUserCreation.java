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

/** Creates many users, by the rules for one; for the room that imports users. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class BulkUserCreation {
    private final UserStore store;
    private final SealedEmails sealedEmails;
    private final Roles roles;
    private final AssignmentRules rules;
    private final Standing standing;
    private final Audit audit;

    BulkUserCreation(
            UserStore store,
            SealedEmails sealedEmails,
            Roles roles,
            AssignmentRules rules,
            Standing standing,
            Audit audit) {
        this.store = store;
        this.sealedEmails = sealedEmails;
        this.roles = roles;
        this.rules = rules;
        this.standing = standing;
        this.audit = audit;
    }

    /** A user who acts without a request, locked with their current rights; empty if they may not create users. */
    public Optional<Actor> lockCreator(UserId person) {
        return standing.lockActor(person).filter(actor -> actor.may(Permission.MANAGE_USERS));
    }

    /** Those of the slots that belong to a user's e-mail. */
    public Set<KeySlot> held(Set<KeySlot> slots) {
        return store.held(slots);
    }

    /** Whether a user has this e-mail in the form in which earlier versions indexed it, which no claim finds. */
    public boolean haveFormerly(OrganisationId organisation, String email) {
        return EmailAddress.former(email).isPresent()
                && EmailAddress.parse(email)
                        .flatMap(one -> sealedEmails.find(organisation, one))
                        .isPresent();
    }

    /**
     * Creates these users, without initial credentials.
     *
     * @param facts for the audit log
     * @param attested evidence recorded with the creation
     */
    public void create(Actor actor, List<CheckedUser> people, Map<String, Object> facts, List<Row> attested) {
        actor.need(Permission.MANAGE_USERS);
        var made = Stream.concat(attested.stream(), store.insert(actor, people).stream())
                .collect(Collectors.groupingBy(row -> new UserId(row.subject())));
        sealedEmails.open(actor.organisation(), people);
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

    /** Those who have not set a password yet and whom the actor may still manage, locked until the transaction ends. */
    public Set<UserId> lockInvited(Actor acting, Collection<UserId> people) {
        acting.need(Permission.MANAGE_USERS);
        var actor = standing.lock(acting, people);
        actor.need(Permission.MANAGE_USERS);
        var invited = store.lockInvited(people);
        var locked = roles.lock(invited.stream().map(UserRow::role).collect(Collectors.toSet()));
        return invited.stream()
                .filter(one -> Optional.ofNullable(locked.get(one.role()))
                        .filter(role -> rules.mayManage(actor, one.type(), role))
                        .isPresent())
                .map(UserRow::id)
                .collect(Collectors.toSet());
    }
}
