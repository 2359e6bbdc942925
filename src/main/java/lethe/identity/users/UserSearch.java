package lethe.identity.users;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/**
 * The search on the page of all users.
 *
 * @param query a name or an e-mail; sent by POST, since free text must not appear in URLs
 * @param roleId the text of an ID, or empty
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

    /** Whether it leaves out any user who is not terminated. */
    public boolean narrows() {
        return !text().isEmpty() || !parameters().isEmpty();
    }

    /** The list's URL with all filters but the text. */
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
