package lethe.platform.kernel;

import java.util.List;
import java.util.Map;

/** 409: the request is in order, but things stand against it. */
public final class Conflict extends Refusal {
    public Conflict(String code) {
        this(code, Map.of());
    }

    public Conflict(String code, Map<String, Object> extra) {
        super(409, code, List.of(), extra);
    }

    /** One that a form can show at the field it is about. */
    public Conflict(String code, String field) {
        super(409, code, List.of(FieldError.of(field, code)), Map.of());
    }

    /** Somebody else was faster; {@code current} is the resource as it is now. */
    public static Conflict changedMeanwhile(Object current) {
        return new Conflict("changed-meanwhile", Map.of("current", current));
    }
}
