package lethe.platform.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** 429: too many attempts; the caller may retry after {@link #retryAfter}. */
public final class RateLimited extends Refusal {
    private final Duration retryAfter;

    public RateLimited(Duration retryAfter) {
        super(429, "too-many", List.of(), Map.of());
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
