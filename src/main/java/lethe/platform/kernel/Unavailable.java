package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 503: something Lethe needs is temporarily unavailable, such as the database or password hashing. */
public sealed class Unavailable extends Refusal permits KeyFileDamaged, Crowded {
    public Unavailable() {
        super(503, "unavailable", List.of(), Map.of());
    }
}
