package lethe.audit.log;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import lethe.platform.kernel.BadRequest;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Filters for a list of entries, newest first; absent parts do not filter. */
public record Filter(
        @Nullable UserId actor,
        @Nullable Target target,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID after,
        int limit) {
    private static final Pattern ACTION = Pattern.compile("[a-z.-]{1,60}");

    /**
     * Parses the parameters of a request.
     *
     * @throws BadRequest naming the invalid parameter
     */
    static Filter of(
            @Nullable String actor,
            @Nullable String target,
            @Nullable String action,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after,
            @Nullable Integer limit) {
        return new Filter(
                actor == null ? null : UserId.parse(actor).orElseThrow(() -> BadRequest.parameter("actor")),
                target == null ? null : Target.parse(target).orElseThrow(() -> BadRequest.parameter("target")),
                action(action),
                time("from", from),
                time("to", to),
                Page.after(after),
                Page.limit(limit));
    }

    public static Filter page(@Nullable String after, @Nullable Integer limit) {
        return of(null, null, null, null, null, after, limit);
    }

    /** The page after that cursor, with the maximum length. */
    public Filter from(@Nullable String cursor) {
        return new Filter(actor, target, action, from, to, Page.after(cursor), Page.MOST);
    }

    private static @Nullable String action(@Nullable String code) {
        if (code != null && !ACTION.matcher(code).matches()) {
            throw BadRequest.parameter("action");
        }
        return code;
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        return text == null ? null : Rfc3339.parse(text).orElseThrow(() -> BadRequest.parameter(parameter));
    }
}
