package lethe.signin;

import lethe.kernel.Actor;
import lethe.kernel.Permission;
import lethe.kernel.SecretToken;
import lethe.kernel.UserId;
import lethe.signin.Credentials.Issued;
import lethe.users.People;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** One-time links for people who have never chosen a password; for anybody else there is none, whoever asks. */
@Component
public class Links {
    private final Credentials credentials;
    private final People people;

    Links(Credentials credentials, People people) {
        this.credentials = credentials;
        this.people = people;
    }

    /** 409 {@code already-signed-in} once the person has a password of their own. */
    @Transactional
    Issued issue(Actor actor, UserId person) {
        actor.need(Permission.MANAGE_USERS);
        people.holdInvited(actor, person);
        return credentials.issueLink(actor, person);
    }

    /** For an admin whom the operator has just created. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SecretToken issueByOperator(Actor operator, UserId person) {
        return credentials.issueLink(operator, person).token();
    }
}
