package lethe.identity.users;

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

    /** Has another one sent, with a new link; whatever first secret there was before it ends. */
    void inviteAgain(Actor actor, UserId person, Locale language);
}
