package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs code while a password is being hashed or compared: between the checks before and the writes after. */
public final class Meanwhile {
    private static final AtomicReference<Armed> ARMED = new AtomicReference<>();

    private Meanwhile() {}

    private record Armed(String step, Runnable deed) {}

    /** Makes a call and runs the code after its first hash ({@code hash}) or comparison ({@code matches}). */
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
