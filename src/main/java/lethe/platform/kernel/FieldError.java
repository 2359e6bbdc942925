package lethe.platform.kernel;

import java.util.List;

/**
 * An error in one field.
 *
 * @param field as the request names it: {@code consent.given}
 * @param code the last part of the message key, such as {@code error.control-character}
 * @param arguments for the message; never user input
 */
public record FieldError(String field, String code, List<Object> arguments) {
    public static FieldError of(String field, String code, Object... arguments) {
        return new FieldError(field, code, List.of(arguments));
    }
}
