package lethe.identity.users;

import java.util.Collection;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;

/** What creating users and reviewing access need from the room that sends invitations. */
public interface Invitations {
    /**
     * Queues an invitation to a user created in the same transaction (Art. 14).
     *
     * @return false if no mail server is configured
     */
    boolean invite(Actor actor, UserId person, Locale language);

    /**
     * Queues another invitation with a new link to each of these users; earlier credentials end. 409, and no one is
     * invited, if the actor may no longer invite one of them.
     */
    void inviteAgain(Actor actor, Collection<UserId> people, Locale language);
}
