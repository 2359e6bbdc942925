package lethe.identity.users;

import java.util.Locale;
import java.util.Optional;
import lethe.identity.roles.AssignmentRules;
import lethe.identity.roles.Roles;
import lethe.identity.users.CreationGrounds.Ground;
import lethe.identity.users.InitialCredentials.Chosen;
import lethe.identity.users.UserInsertion.Attesting;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.EmailAddress;
import lethe.platform.requests.Validation;
import lethe.privacy.notices.NoticeInForce;
import lethe.privacy.notices.Notices;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates one user: with {@link Permission#MANAGE_USERS}, at the command line, or as the first by the set-up link. */
@Component
public class UserCreation {
    private final UserStore store;
    private final Users users;
    private final CreationGrounds grounds;
    private final UserInsertion insertion;
    private final Roles roles;
    private final AssignmentRules rules;
    private final Notices notices;
    private final InitialCredentials credentials;
    private final Invitations invitations;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    UserCreation(
            UserStore store,
            Users users,
            CreationGrounds grounds,
            UserInsertion insertion,
            Roles roles,
            AssignmentRules rules,
            Notices notices,
            InitialCredentials credentials,
            Invitations invitations,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.grounds = grounds;
        this.insertion = insertion;
        this.roles = roles;
        this.rules = rules;
        this.notices = notices;
        this.credentials = credentials;
        this.invitations = invitations;
        this.idempotencyKeys = idempotencyKeys;
        this.randomness = randomness;
        this.transaction = transaction;
    }

    /**
     * Creates a user whose active consent the creator attests (Art. 7); without it, nothing is created.
     *
     * @param language in which the creator read the notice, unless the form says another
     * @param repeatKey the request's idempotency key: with the same key, only one user is created
     */
    public Created create(Actor actor, NewUser form, String language, @Nullable String repeatKey) {
        actor.need(Permission.MANAGE_USERS);
        var chosen = credentials.ready(form.temporaryPassword());
        return transaction.execute(status -> create(grounds.lock(actor, form), chosen, language, repeatKey));
    }

    private Created create(Ground ground, Chosen chosen, String language, @Nullable String repeatKey) {
        var actor = ground.actor();
        var id = new UserId(randomness.uuid());
        var earlier = idempotencyKeys.claim(actor, repeatKey, id.value());
        return earlier.isPresent()
                ? new Created(users.get(actor, new UserId(earlier.get())), true, false)
                : new Created(
                        createNew(ground, id, chosen, language),
                        false,
                        invitations.invite(actor, id, Locale.of(language)));
    }

    /**
     * @param replayed whether an earlier call with the same idempotency key had created the user
     * @param invited whether an invitation is mailed to them
     */
    public record Created(ShownUser user, boolean replayed, boolean invited) {}

    /**
     * Creates an administrator at the operator's command line, with attested consent and without initial credentials.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createAdmin(Actor operator, NewUser form, String language) {
        operator.needOperator();
        var notice = notices.inForce();
        var email = check(form, notice);
        var id = new UserId(randomness.uuid());
        insertion.insert(
                operator, id, form, email, roles.widest().orElseThrow(NotFound::new), new Attesting(notice, language));
        return id;
    }

    /**
     * Creates the first administrator, who enters their own name by the set-up link. They consent themselves
     * afterwards, so nothing is attested.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UserId createFirst(Actor operator, NewUser form) {
        operator.needOperator();
        if (store.hasUsers()) {
            throw Forbidden.adminsOnly();
        }
        var fields = new Validation();
        var email = checkPerson(fields, form);
        fields.check();
        var id = new UserId(randomness.uuid());
        insertion.insert(operator, id, form, email, roles.widest().orElseThrow(NotFound::new), null);
        return id;
    }

    private SeenUser createNew(Ground ground, UserId id, Chosen chosen, String language) {
        var form = ground.form();
        rules.requireAssignable(ground.actor(), form.type(), ground.role());
        var fields = new Validation();
        var email = checkPerson(fields, form);
        rules.checkAssigned(fields, form.type(), form.roleId(), ground.role());
        form.attested().check(fields, ground.notice());
        fields.addAll(chosen.wrong());
        fields.check();
        var spoken = Optional.ofNullable(form.attested().language()).orElse(language);
        var attestation = new Attesting(ground.notice(), spoken);
        return insertion.insert(ground.actor(), id, form, email, ground.role().orElseThrow(), attestation, chosen);
    }

    private EmailAddress check(NewUser form, NoticeInForce notice) {
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
}
