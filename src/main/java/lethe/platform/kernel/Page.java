package lethe.platform.kernel;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list with keyset pagination.
 *
 * @param next the cursor of the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int LIMIT = 50;
    /** The limit for lists whose rows take several lines. */
    public static final int TALL = 25;

    public static final int MOST = 200;

    /** Makes a page of rows read with {@code limit + 1}; the extra row shows that another page follows. */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, UUID> id) {
        if (oneMore.size() <= limit) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        var items = List.copyOf(oneMore.subList(0, limit));
        return new Page<>(items, cursor(id.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }

    /** A cursor is the last item's ID and a checksum, so that no personal name appears in a URL. */
    public static String cursor(UUID last) {
        var bytes =
                ByteBuffer.allocate(20).putLong(last.getMostSignificantBits()).putLong(last.getLeastSignificantBits());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes.putInt(check(bytes)).array());
    }

    /** Refuses a malformed cursor with 400 {@code after}. */
    public static @Nullable UUID after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == 20) {
                var last = new UUID(bytes.getLong(0), bytes.getLong(8));
                if (cursor(last).equals(cursor)) {
                    return last;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw BadRequest.parameter("after");
        }
        throw BadRequest.parameter("after");
    }

    /** Refuses a limit outside 1 to {@value #MOST} with 400 {@code limit}; the default is {@value #LIMIT}. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT;
        }
        if (asked < 1 || asked > MOST) {
            throw BadRequest.parameter("limit");
        }
        return asked;
    }

    private static int check(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes.array(), 0, 16);
        return (int) sum.getValue();
    }
}
