package lethe.kernel;

import java.util.List;
import java.util.Map;

/** 400: the request cannot be read as what the call takes. */
public final class Malformed extends Refusal {
    private Malformed(String code, List<FieldError> errors) {
        super(400, code, errors, Map.of());
    }

    public static Malformed body(String code, String field, Object... arguments) {
        return new Malformed("malformed", List.of(FieldError.of(field, code, arguments)));
    }

    public static Malformed body(List<FieldError> errors) {
        return new Malformed("malformed", errors);
    }

    public static Malformed body() {
        return new Malformed("malformed", List.of());
    }

    public static Malformed unknownField(String field) {
        return new Malformed("unknown-field", List.of(FieldError.of(field, "unknown-field")));
    }

    public static Malformed unknownFields(List<FieldError> errors) {
        return new Malformed("unknown-field", errors);
    }

    public static Malformed parameter(String parameter) {
        return new Malformed("invalid-parameter", List.of(FieldError.of(parameter, "invalid-parameter")));
    }
}
