package lethe.platform.kernel;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 400: the request cannot be parsed as what the route accepts. */
public final class BadRequest extends Refusal {
    private BadRequest(String code, List<FieldError> errors) {
        super(400, code, errors, Map.of());
    }

    public static BadRequest body(String code, String field, Object... arguments) {
        return new BadRequest("malformed", List.of(FieldError.of(field, code, arguments)));
    }

    public static BadRequest body(List<FieldError> errors) {
        return new BadRequest("malformed", errors);
    }

    public static BadRequest body() {
        return new BadRequest("malformed", List.of());
    }

    public static BadRequest unknownField(String field) {
        return new BadRequest("unknown-field", List.of(FieldError.of(field, "unknown-field")));
    }

    public static BadRequest unknownFields(List<FieldError> errors) {
        return new BadRequest("unknown-field", errors);
    }

    /** @param choice the enum of allowed values */
    public static BadRequest unknownValue(String field, Class<?> choice) {
        return new BadRequest("malformed", List.of(valueOf(field, choice)));
    }

    /** As {@link #unknownValue}, for a query parameter. */
    public static BadRequest unknownParameter(String parameter, Class<?> choice) {
        return new BadRequest("invalid-parameter", List.of(valueOf(parameter, choice)));
    }

    /** An unknown value of an enumerated field; the message lists the allowed values. */
    public static FieldError valueOf(String field, Class<?> choice) {
        var known = Stream.of(choice.getEnumConstants()).map(one -> ((Enum<?>) one).name());
        return FieldError.of(field, "unknown-value", known.collect(Collectors.joining(", ")));
    }

    public static BadRequest parameter(String parameter) {
        return parameter(parameter, "invalid-parameter");
    }

    public static BadRequest parameter(String parameter, String code) {
        return new BadRequest("invalid-parameter", List.of(FieldError.of(parameter, code)));
    }
}
