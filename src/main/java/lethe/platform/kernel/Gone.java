package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 410: it was there once; a link that was used, a file that was fetched. */
public final class Gone extends Refusal {
    public Gone() {
        super(410, "gone", List.of(), Map.of());
    }
}
