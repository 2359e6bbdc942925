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

/** Creating one person: with {@link Permission#MANAGE_USERS}, at the command line, or as the first at the set-up link. */
@Component
public class UserCreation {
    private final UserStore store;
    private final Users users;
    private final CreationGrounds grounds;
    private final UserInsertion insertion;
    private final Roles roles;
    private final AssignmentRules rights;
    private final Notices notices;
    private final InitialCredentials secrets;
    private final Invitations invitations;
    private final IdempotencyKeys repeats;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    UserCreation(
            UserStore store,
            Users users,
            CreationGrounds grounds,
            UserInsertion insertion,
            Roles roles,
            AssignmentRules rights,
            Notices notices,
            InitialCredentials secrets,
            Invitations invitations,
            IdempotencyKeys repeats,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.store = store;
        this.users = users;
        this.grounds = grounds;
        this.insertion = insertion;
        this.roles = roles;
        this.rights = rights;
        this.notices = notices;
        this.secrets = secrets;
        this.invitations = invitations;
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
        return transaction.execute(status -> create(grounds.lock(actor, form), chosen, language, repeatKey));
    }

    private Created create(Ground ground, Chosen chosen, String language, @Nullable String repeatKey) {
        var actor = ground.actor();
        var id = new UserId(randomness.uuid());
        var earlier = repeats.claim(actor, repeatKey, id.value());
        return earlier.isPresent()
                ? new Created(users.get(actor, new UserId(earlier.get())), true, false)
                : new Created(
                        createNew(ground, id, chosen, language),
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
        var notice = notices.inForce();
        var email = check(form, notice);
        var id = new UserId(randomness.uuid());
        insertion.insert(
                operator, id, form, email, roles.widest().orElseThrow(NotFound::new), new Attesting(notice, language));
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
        insertion.insert(operator, id, form, email, roles.widest().orElseThrow(NotFound::new), null);
        return id;
    }

    private SeenUser createNew(Ground ground, UserId id, Chosen chosen, String language) {
        var form = ground.form();
        rights.requireAssignable(ground.actor(), form.type(), ground.role());
        var fields = new Validation();
        var email = checkPerson(fields, form);
        rights.checkAssigned(fields, form.type(), form.roleId(), ground.role());
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
