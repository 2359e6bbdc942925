package lethe.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import lethe.kernel.OrganisationId;
import lethe.kernel.Permission;
import lethe.organisations.Support;
import lethe.sessions.SignedIn.State;
import lethe.users.User;

/** The person who asks: as others see them, and what only they need. */
record Me(@JsonUnwrapped User.Present user, House organisation, List<Permission> permissions, State state) {
    record House(OrganisationId id, String slug, String name, List<Support> support) {}
}
