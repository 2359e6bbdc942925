package lethe.platform.requests;

import java.util.List;
import java.util.stream.Stream;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Invalid;
import org.jspecify.annotations.Nullable;

/** The words of a search by name, each of which must occur in the name. */
public final class SearchWords {
    private static final int LONGEST = 100;

    private SearchWords() {}

    /** Refuses an {@code @}, because e-mail addresses must not appear in URLs; empty if there is no query. */
    public static List<String> of(@Nullable String query) {
        if (query == null) {
            return List.of();
        }
        if (query.indexOf('@') >= 0) {
            throw Invalid.useLookup();
        }
        if (query.isEmpty() || query.codePointCount(0, query.length()) > LONGEST || query.indexOf(0) >= 0) {
            throw BadRequest.parameter("query");
        }
        return Stream.of(query.split("[\\p{Z}\\p{Cc}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
