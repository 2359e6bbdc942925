package lethe.audit.log;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import lethe.platform.kernel.Listed;
import lethe.platform.kernel.Malformed;
import lethe.platform.kernel.Rfc3339;
import lethe.platform.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** Which entries to list: absent parts do not filter. Newest first. */
public record Filter(
        @Nullable UserId actor,
        @Nullable Target target,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID after,
        int limit) {
    private static final Pattern ACTION = Pattern.compile("[a-z.-]{1,60}");

    /** Reads the parameters of a request, refusing with 400 the one that cannot be read. */
    static Filter of(
            @Nullable String actor,
            @Nullable String target,
            @Nullable String action,
            @Nullable String from,
            @Nullable String to,
            @Nullable String after,
            @Nullable Integer limit) {
        return new Filter(
                actor == null ? null : UserId.parse(actor).orElseThrow(() -> Malformed.parameter("actor")),
                target == null ? null : Target.parse(target).orElseThrow(() -> Malformed.parameter("target")),
                action(action),
                time("from", from),
                time("to", to),
                Listed.after(after),
                Listed.limit(limit));
    }

    public static Filter page(@Nullable String after, @Nullable Integer limit) {
        return of(null, null, null, null, null, after, limit);
    }

    /** The page after that cursor, as long as pages can be. */
    public Filter from(@Nullable String cursor) {
        return new Filter(actor, target, action, from, to, Listed.after(cursor), Listed.MOST);
    }

    private static @Nullable String action(@Nullable String code) {
        if (code != null && !ACTION.matcher(code).matches()) {
            throw Malformed.parameter("action");
        }
        return code;
    }

    private static @Nullable Instant time(String parameter, @Nullable String text) {
        return text == null ? null : Rfc3339.parse(text).orElseThrow(() -> Malformed.parameter(parameter));
    }
}
