package lethe.limit;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.util.PGobject;

/** A parameter as PostgreSQL reads it from text, with the type that the driver names. */
record Literal(String text, String type) {
    static Literal of(Object value) {
        return switch (value) {
            case UUID id -> new Literal(id.toString(), "uuid");
            case Long number -> new Literal(number.toString(), "bigint");
            case Integer number -> new Literal(number.toString(), "int");
            case Boolean truth -> new Literal(truth.toString(), "boolean");
            case byte[] bytes -> new Literal("\\x" + HexFormat.of().formatHex(bytes), "bytea");
            case OffsetDateTime time -> new Literal(time.toString(), "timestamptz");
            case Timestamp time -> new Literal(time.toInstant().toString(), "timestamptz");
            case LocalDate day -> new Literal(day.toString(), "date");
            case PGobject object -> new Literal(String.valueOf(object.getValue()), object.getType());
            case CharSequence text -> new Literal(text.toString(), "varchar");
            case java.sql.Array array -> array(array);
            case Object[] array -> new Literal(
                    Arrays.stream(array).map(Literal::element).collect(Collectors.joining(",", "{", "}")),
                    type(array.getClass().getComponentType()));
            default -> throw new IllegalArgumentException("A parameter of " + value.getClass());
        };
    }

    private static Literal array(java.sql.Array array) {
        try {
            return of(array.getArray());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String element(Object value) {
        return value == null
                ? "null"
                : '"' + of(value).text().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String type(Class<?> element) {
        if (element == UUID.class) {
            return "uuid[]";
        } else if (element == Long.class) {
            return "bigint[]";
        } else if (element == Integer.class) {
            return "int[]";
        } else if (element == Boolean.class) {
            return "boolean[]";
        } else {
            return element == byte[].class ? "bytea[]" : "text[]";
        }
    }
}
