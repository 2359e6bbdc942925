package lethe.signin.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import lethe.identity.users.SeenUser;
import lethe.organisations.Support;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Permission;
import lethe.signin.sessions.CurrentSession.State;

/** The caller: the user as others see them, with organisation, permissions and state. */
record Me(@JsonUnwrapped SeenUser user, House organisation, List<Permission> permissions, State state) {
    record House(OrganisationId id, String slug, String name, List<Support> support) {}
}
