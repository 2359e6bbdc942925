package lethe.organisations;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lethe.platform.kernel.FieldError;
import lethe.platform.kernel.Invalid;
import org.jspecify.annotations.Nullable;

/** Support contacts as form rows, any of which may be empty. Errors refer to row numbers on the page. */
public record SupportChannelForm(@Nullable List<@Nullable Support> support) {
    private static final Pattern NUMBERED = Pattern.compile("support\\[(\\d+)](.+)");

    /** Passes the non-empty rows to {@code door}. */
    public void change(Consumer<List<Support>> door) {
        var rows = Objects.requireNonNullElse(support, List.<@Nullable Support>of());
        var filled = IntStream.range(0, rows.size())
                .filter(row -> isFilled(rows.get(row)))
                .toArray();
        try {
            door.accept(IntStream.of(filled)
                    .mapToObj(rows::get)
                    .map(Objects::requireNonNull)
                    .toList());
        } catch (Invalid refused) {
            throw new Invalid(refused.errors().stream()
                    .map(error -> asOnThePage(error, filled))
                    .toList());
        }
    }

    private static boolean isFilled(@Nullable Support row) {
        return row != null && row.value() != null && !row.value().isBlank();
    }

    private static FieldError asOnThePage(FieldError error, int[] filled) {
        var numbered = NUMBERED.matcher(error.field());
        if (!numbered.matches()) {
            return error;
        }
        var row = filled[Integer.parseInt(numbered.group(1))];
        return new FieldError("support[" + row + "]" + numbered.group(2), error.code(), error.arguments());
    }
}
