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

/** One-time links for people who have never chosen a password, and, by their own mail alone, for those who forgot it. */
@Component
public class OneTimeLinks {
    private final Credentials credentials;
    private final UserLookup people;
    private final Clock clock;

    OneTimeLinks(Credentials credentials, UserLookup people, Clock clock) {
        this.credentials = credentials;
        this.people = people;
        this.clock = clock;
    }

    /** 409 {@code already-signed-in} once the person has a password of their own. */
    @Transactional
    Issued issue(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        people.lockInvited(actor, person);
        return credentials.issueLink(actor, person, false);
    }

    /** For an admin whom the operator has just created. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SecretToken issueByOperator(Actor operator, UserId person) {
        operator.needOperator();
        return credentials.issueLink(operator, person, false).token();
    }

    /** As {@link #issue}, for a mail to the person; nobody else is to see it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issueByMail(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        people.lockInvited(actor, person);
        return credentials.issueLink(actor, person, true);
    }

    /** For a mail to somebody who was created in this transaction, and was given a temporary password too. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued inviteByMail(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        return credentials.inviteBesides(actor, person);
    }

    /**
     * For a mail to somebody who forgot their password: one use, 30 minutes.
     *
     * @param onlyWithout whoever has one in force gets no other
     * @return empty for somebody who may not sign in, or who asked for one a moment ago
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Issued> reset(OrganisationId organisation, UserId person, boolean onlyWithout) {
        return people.lockForSignIn(person)
                ? credentials.resetLink(organisation, person, onlyWithout)
                : Optional.empty();
    }

    /** Ends a link for a forgotten password: whoever reads the mailbox that it went to may be somebody else by now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endReset(UserId person) {
        credentials.endReset(person);
    }

    /** What is behind a link that still works. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<OneTimeLink> inForce(String secret) {
        return SecretToken.parse("link", secret)
                .flatMap(credentials::link)
                .filter(link -> link.isInForce(clock.instant()));
    }
}
