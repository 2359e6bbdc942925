package lethe.identity.users;

import java.util.Collection;
import java.util.Locale;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.UserId;

/** What creating people and reviewing access ask of the room that writes to people. */
public interface Invitations {
    /**
     * Has an invitation sent to somebody who was created in the same transaction (Art. 14).
     *
     * @return false where no mail is configured
     */
    boolean invite(Actor actor, UserId person, Locale language);

    /**
     * Has another one sent to each of them, with a new link; whatever first secret there was before it ends. 409 where somebody
     * is not the actor's to invite any more, and nobody is invited.
     */
    void inviteAgain(Actor actor, Collection<UserId> people, Locale language);
}
