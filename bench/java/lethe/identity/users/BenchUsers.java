package lethe.identity.users;

import lethe.platform.kernel.Actor;
import org.jspecify.annotations.Nullable;

/** Lists users as the API does. */
public final class BenchUsers {
    private BenchUsers() {}

    public static int list(Users users, Actor actor, @Nullable String query) {
        return users.list(actor, UserFilter.of(query, null, null, null, null, null)).items().size();
    }
}
