package lethe.identity.users;

import java.util.Locale;
import java.util.Optional;
import lethe.identity.users.CreationGrounds.Ground;
import lethe.identity.users.InitialCredentials.Chosen;
import lethe.identity.users.UserInsertion.Attesting;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.web.api.IdempotencyKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates one user, with {@link Permission#MANAGE_USERS}. */
@Component
public class UserCreation {
    private final Users users;
    private final CreationGrounds grounds;
    private final UserInsertion insertion;
    private final InitialCredentials credentials;
    private final Invitations invitations;
    private final IdempotencyKeys idempotencyKeys;
    private final Randomness randomness;
    private final TransactionTemplate transaction;

    UserCreation(
            Users users,
            CreationGrounds grounds,
            UserInsertion insertion,
            InitialCredentials credentials,
            Invitations invitations,
            IdempotencyKeys idempotencyKeys,
            Randomness randomness,
            TransactionTemplate transaction) {
        this.users = users;
        this.grounds = grounds;
        this.insertion = insertion;
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

    private SeenUser createNew(Ground ground, UserId id, Chosen chosen, String language) {
        var form = ground.form();
        var email = grounds.check(ground, chosen);
        var spoken = Optional.ofNullable(form.attested().language()).orElse(language);
        var attestation = new Attesting(ground.notice(), spoken);
        return insertion.insert(ground.actor(), id, form, email, ground.role().orElseThrow(), attestation, chosen);
    }
}
