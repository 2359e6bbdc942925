package lethe.identity.users;

import java.util.List;
import java.util.UUID;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.SearchWords;
import org.jspecify.annotations.Nullable;

/** Which users to list; absent parts do not filter, and terminated users are left out unless requested. */
record UserFilter(
        List<String> words,
        @Nullable UserStatus status,
        @Nullable UserType type,
        @Nullable RoleId role,
        @Nullable UUID after,
        int limit) {
    /** Reads the parameters of a request; refuses a query with an {@code @}, since e-mails must not appear in URLs. */
    static UserFilter of(
            @Nullable String query,
            @Nullable UserStatus status,
            @Nullable UserType type,
            @Nullable RoleId role,
            @Nullable String after,
            @Nullable Integer limit) {
        return new UserFilter(SearchWords.of(query), status, type, role, Page.after(after), Page.limit(limit));
    }

    List<String> statuses() {
        return status != null
                ? List.of(status.name())
                : List.of(UserStatus.INVITED.name(), UserStatus.ACTIVE.name(), UserStatus.SUSPENDED.name());
    }
}
