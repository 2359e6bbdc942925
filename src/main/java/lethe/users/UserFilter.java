package lethe.users;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.kernel.Invalid;
import lethe.kernel.Listed;
import lethe.kernel.Malformed;
import lethe.kernel.RoleId;
import lethe.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** Which users to list; absent parts do not filter, and terminated ones are left out unless they are asked for. */
public record UserFilter(
        List<String> words,
        @Nullable UserStatus status,
        @Nullable UserType type,
        @Nullable RoleId role,
        @Nullable UUID after,
        int limit) {
    private static final int LONGEST_QUERY = 100;

    /** Reads a request's parameters; a query with an {@code @} is refused, for an e-mail never stands in an address. */
    public static UserFilter of(
            @Nullable String query,
            @Nullable UserStatus status,
            @Nullable UserType type,
            @Nullable RoleId role,
            @Nullable String after,
            @Nullable Integer limit) {
        return new UserFilter(words(query), status, type, role, Listed.after(after), Listed.limit(limit));
    }

    List<String> statuses() {
        return status != null
                ? List.of(status.name())
                : List.of(UserStatus.INVITED.name(), UserStatus.ACTIVE.name(), UserStatus.SUSPENDED.name());
    }

    private static List<String> words(@Nullable String query) {
        if (query == null) {
            return List.of();
        }
        if (query.indexOf('@') >= 0) {
            throw Invalid.useLookup();
        }
        if (query.isEmpty() || query.codePointCount(0, query.length()) > LONGEST_QUERY) {
            throw Malformed.parameter("query");
        }
        return Stream.of(query.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
