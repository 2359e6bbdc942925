package lethe.platform.kernel;

import java.util.List;

/**
 * What is wrong with one field.
 *
 * @param field as the request names it: {@code consent.given}
 * @param code the last part of the message's key, {@code error.control-character} say
 * @param arguments what the message fills in; never what a person typed
 */
public record FieldError(String field, String code, List<Object> arguments) {
    public static FieldError of(String field, String code, Object... arguments) {
        return new FieldError(field, code, List.of(arguments));
    }
}
