package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 404: it does not exist, or the caller may not know that it does. */
public final class NotFound extends Refusal {
    public NotFound() {
        super(404, "not-found", List.of(), Map.of());
    }
}
