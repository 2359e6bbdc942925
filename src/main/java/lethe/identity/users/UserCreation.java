package lethe.identity.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lethe.audit.log.Audit;
import lethe.audit.log.Target;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Role;
import lethe.identity.roles.Roles;
import lethe.identity.roles.Standing;
import lethe.identity.users.InitialCredentials.Chosen;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.EmailAddress;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.Validation;
import lethe.platform.personaldata.EvidenceHolder;
import lethe.platform.personaldata.EvidenceHolder.Row;
import lethe.privacy.consent.Consents;
import lethe.privacy.notices.Notice;
import lethe.privacy.notices.Notices;
import lethe.web.idempotency.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Creating one person: with {@link Permission#MANAGE_USERS}, at the command line, or as the first at the set-up link. */
@Component
public class UserCreation {
    private final UserStore store;
    private final Users users;
    private final SealedEmails accounts;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Standing standing;
    private final Consents consents;
    private final Notices notices;
    private final InitialCredentials secrets;
    private final Invitations invitations;
    private final Audit audit;
    private final IdempotencyKeys repeats;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    UserCreation(
            UserStore store,
            Users users,
            SealedEmails accounts,
            Roles roles,
            AssignmentRules rights,
            Standing standing,
            Consents consents,
            Notices notices,
            InitialCredentials secrets,
            Invitations invitations,
            Audit audit,
            IdempotencyKeys repeats,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.accounts = accounts;
        this.roles = roles;
        this.rights = rights;
        this.standing = standing;
        this.consents = consents;
        this.notices = notices;
        this.secrets = secrets;
        this.invitations = invitations;
        this.audit = audit;
        this.repeats = repeats;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /**
     * Creates a user whose active consent the creator attests (Art. 7); without that nothing is created.
     *
     * @param language in which the creator read the notice, unless the form says another
     * @param repeatKey the caller's key for this creation: sent twice, it creates once
     */
    public Created create(Actor actor, NewUser form, String language, @Nullable String repeatKey) {
        actor.need(Permission.MANAGE_USERS);
        var chosen = secrets.ready(form.temporaryPassword());
        return transaction.execute(status -> create(standing(actor), form, chosen, language, repeatKey));
    }

    private Actor standing(Actor actor) {
        var now = standing.lock(actor);
        now.need(Permission.MANAGE_USERS);
        return now;
    }

    private Created create(Actor actor, NewUser form, Chosen chosen, String language, @Nullable String repeatKey) {
        var id = new UserId(randomness.uuid());
        var earlier = repeats.claim(actor, repeatKey, id.value());
        return earlier.isPresent()
                ? new Created(users.get(actor, new UserId(earlier.get())), true, false)
                : new Created(
                        createNew(actor, id, form, chosen, language),
                        false,
                        invitations.invite(actor, id, Locale.of(language)));
    }

    /**
     * @param replayed whether the same call had created the user before
     * @param invited whether an invitation goes to them by mail
     */
    public record Created(ShownUser user, boolean replayed, boolean invited) {}

    /** An admin whom the operator creates at the command line, attesting their consent; without a first secret yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createAdmin(Actor operator, NewUser form, String language) {
        operator.needOperator();
        var notice = notices.current();
        var email = check(form, notice);
        var id = new UserId(randomness.uuid());
        var attested = consents.attest(operator, id, notice, language);
        insert(operator, id, form, email, roles.widest().orElseThrow(NotFound::new), List.of(attested));
        return id;
    }

    /** The first admin, who typed their own name at the set-up link: their own consent follows, nobody attests. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createFirst(Actor operator, NewUser form) {
        operator.needOperator();
        if (store.anybody()) {
            throw Forbidden.adminsOnly();
        }
        var fields = new Validation();
        var email = checkPerson(fields, form);
        fields.check();
        var id = new UserId(randomness.uuid());
        insert(operator, id, form, email, roles.widest().orElseThrow(NotFound::new), List.of());
        return id;
    }

    private SeenUser createNew(Actor actor, UserId id, NewUser form, Chosen chosen, String language) {
        var role = form.roleId() == null ? Optional.<Role>empty() : roles.lock(form.roleId());
        rights.requireAssignable(actor, form.type(), role);
        var notice = notices.current();
        var fields = new Validation();
        var email = checkPerson(fields, form);
        rights.checkAssigned(fields, form.type(), form.roleId(), role);
        form.attested().check(fields, notice);
        fields.addAll(chosen.wrong());
        fields.check();
        var attested = consents.attest(
                actor,
                id,
                notice,
                Optional.ofNullable(form.attested().language()).orElse(language));
        insert(actor, id, form, email, role.orElseThrow(), List.of(attested));
        var secret = secrets.prepare(actor, id, chosen);
        return SeenUser.created(users.created(id), consents.attestation(id).orElse(null), secret);
    }

    private EmailAddress check(NewUser form, Notice notice) {
        var fields = new Validation();
        var email = checkPerson(fields, form);
        form.attested().check(fields, notice);
        fields.check();
        return email;
    }

    private static EmailAddress checkPerson(Validation fields, NewUser form) {
        fields.name("firstName", form.firstName());
        fields.name("lastName", form.lastName());
        return EmailAddress.check(fields, "email", form.email());
    }

    /** @param attested evidence that came about with it */
    private void insert(Actor actor, UserId id, NewUser form, EmailAddress email, Role role, List<Row> attested) {
        var person = List.of(form.checked(id, accounts.claim(actor.organisation(), email), email, role.id()));
        var made = new ArrayList<>(attested);
        made.addAll(store.insert(actor, person));
        accounts.open(actor.organisation(), person);
        audit.record(actor, "user.created", Target.of(id), EvidenceHolder.facts(made));
    }
}
