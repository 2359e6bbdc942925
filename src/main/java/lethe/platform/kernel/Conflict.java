package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 409: the request is valid but conflicts with the current state. */
public final class Conflict extends Refusal {
    public Conflict(String code) {
        this(code, Map.of());
    }

    public Conflict(String code, Map<String, Object> extra) {
        super(409, code, List.of(), extra);
    }

    /** A conflict that a form can show at one field. */
    public Conflict(String code, String field) {
        super(409, code, List.of(FieldError.of(field, code)), Map.of());
    }

    /** Another request changed the resource first; {@code current} is its present state. */
    public static Conflict changedMeanwhile(Object current) {
        return new Conflict("changed-meanwhile", Map.of("current", current));
    }
}
