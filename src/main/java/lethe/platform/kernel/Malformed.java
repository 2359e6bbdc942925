package lethe.platform.kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** @param choice the values that the field may have */
    public static Malformed unknownValue(String field, Class<?> choice) {
        return new Malformed("malformed", List.of(valueOf(field, choice)));
    }

    /** As {@link #unknownValue}, in a query. */
    public static Malformed unknownParameter(String parameter, Class<?> choice) {
        return new Malformed("invalid-parameter", List.of(valueOf(parameter, choice)));
    }

    /** Of a field that has one of several values, and was given another: names those that are known. */
    public static FieldError valueOf(String field, Class<?> choice) {
        var known = Stream.of(choice.getEnumConstants()).map(one -> ((Enum<?>) one).name());
        return FieldError.of(field, "unknown-value", known.collect(Collectors.joining(", ")));
    }

    public static Malformed parameter(String parameter) {
        return new Malformed("invalid-parameter", List.of(FieldError.of(parameter, "invalid-parameter")));
    }
}
