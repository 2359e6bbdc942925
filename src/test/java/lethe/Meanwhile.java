package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What happens while a password is hashed or compared: between what was checked before and what is written after. */
public final class Meanwhile {
    private static final AtomicReference<Armed> ARMED = new AtomicReference<>();

    private Meanwhile() {}

    private record Armed(String step, Runnable deed) {}

    /** Makes a call and, when it has hashed ({@code hash}) or compared ({@code matches}) for the first time, does the deed. */
    public static <T> T during(String step, Runnable deed, Supplier<T> call) {
        ARMED.set(new Armed(step, deed));
        try {
            return call.get();
        } finally {
            assertThat(ARMED.getAndSet(null)).as("the call came to " + step).isNull();
        }
    }

    static void reached(String step) {
        var armed = ARMED.get();
        if (armed != null && armed.step().equals(step) && ARMED.compareAndSet(armed, null)) {
            armed.deed().run();
        }
    }
}
