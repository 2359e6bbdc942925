package lethe.signin.login;

import java.time.Clock;
import java.util.Optional;
import lethe.identity.users.UserLookup;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.SecretToken;
import lethe.signin.credentials.Credentials;
import lethe.signin.credentials.OneTimeLink;
import lethe.signin.credentials.OneTimeLink.Issued;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Issues one-time links: to users who have not set a password, and by mail to users who forgot theirs. */
@Component
public class OneTimeLinks {
    private final Credentials credentials;
    private final UserLookup userLookup;
    private final Clock clock;

    OneTimeLinks(Credentials credentials, UserLookup userLookup, Clock clock) {
        this.credentials = credentials;
        this.userLookup = userLookup;
        this.clock = clock;
    }

    /** Issues a link; 409 {@code already-signed-in} if the user has set a password. */
    @Transactional
    Issued issue(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        userLookup.lockInvited(actor, person);
        return credentials.issueLink(actor, person, false);
    }

    /** For an administrator whom the operator has just created. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SecretToken issueByOperator(Actor operator, UserId person) {
        operator.needOperator();
        return credentials.issueLink(operator, person, false).token();
    }

    /** Like {@link #issue}, for a link that is mailed to the user and shown to no one else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issueByMail(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        userLookup.lockInvited(actor, person);
        return credentials.issueLink(actor, person, true);
    }

    /** For a mail to a user who was created in this transaction and has also been given a temporary password. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued inviteByMail(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        return credentials.inviteBesides(actor, person);
    }

    /**
     * For a mail to a user who forgot their password: works once, for 30 minutes.
     *
     * @param onlyWithout issue no link if one is still valid
     * @return empty if the user may not sign in, or requested a link less than a minute ago
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Issued> reset(OrganisationId organisation, UserId person, boolean onlyWithout) {
        return userLookup.lockForSignIn(person)
                ? credentials.resetLink(organisation, person, onlyWithout)
                : Optional.empty();
    }

    /** Ends a link for a forgotten password, because the mailbox to which it was sent may no longer be the user's. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endReset(UserId person) {
        credentials.endReset(person);
    }

    /** The link, if it is still valid. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<OneTimeLink> inForce(String secret) {
        return SecretToken.parse("link", secret)
                .flatMap(credentials::link)
                .filter(link -> link.isInForce(clock.instant()));
    }
}
