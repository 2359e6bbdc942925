package lethe.setup;

import lethe.kernel.UserType;
import lethe.users.NewUser;

/** What the first admin types at the set-up link; an own consent follows, so that nobody attests one. */
record FirstSteps(
        String organisation, String support, String firstName, String lastName, String email, String password) {
    NewUser admin() {
        return new NewUser(firstName, lastName, email, UserType.ADMIN, null, null, null);
    }
}
