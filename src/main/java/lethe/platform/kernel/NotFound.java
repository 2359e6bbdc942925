package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 404: there is none, or none that the caller may know of. */
public final class NotFound extends Refusal {
    public NotFound() {
        super(404, "not-found", List.of(), Map.of());
    }
}
