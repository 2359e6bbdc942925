package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 410: it existed once, such as a used link or a file already downloaded. */
public final class Gone extends Refusal {
    public Gone() {
        super(410, "gone", List.of(), Map.of());
    }
}
