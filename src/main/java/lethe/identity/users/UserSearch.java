package lethe.identity.users;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * What the page of all users is asked for.
 *
 * @param query a name or an e-mail; posted, for free text never stands in an address
 * @param roleId the text of an id, or empty
 */
public record UserSearch(
        @Nullable String query,
        @Nullable UserStatus status,
        @Nullable UserType type,
        @Nullable String roleId,
        @Nullable String after) {
    public String text() {
        return query == null ? "" : query.strip();
    }

    public boolean isTerminated() {
        return status == UserStatus.TERMINATED;
    }

    /** Whether it leaves anybody out who is here. */
    public boolean narrows() {
        return !text().isEmpty() || !parameters().isEmpty();
    }

    /** Where the list stands that is narrowed by everything but the text. */
    public String address() {
        return parameters().isEmpty() ? "/users" : "/users?" + String.join("&", parameters());
    }

    boolean isForEmail() {
        return text().indexOf('@') >= 0;
    }

    UserFilter filter() {
        var words = text().isEmpty() ? null : text();
        var cursor = after == null || after.isEmpty() ? null : after;
        return UserFilter.of(words, status, type, role().orElse(null), cursor, null);
    }

    private Optional<RoleId> role() {
        return Optional.ofNullable(roleId).flatMap(RoleId::parse);
    }

    private List<String> parameters() {
        return Stream.of(
                        Optional.ofNullable(status).map(one -> "status=" + one),
                        Optional.ofNullable(type).map(one -> "type=" + one),
                        role().map(one -> "roleId=" + one))
                .flatMap(Optional::stream)
                .toList();
    }
}
