package lethe.selftest.instance;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.ApiClient.NoAnswer;

/** Asks again and again until something is so, for a while. */
public final class Polling {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private final Duration most;

    public Polling(Duration most) {
        this.most = most;
    }

    /** The last answer, whether or not it is so by then. */
    public Answer until(Supplier<Answer> request, Predicate<Answer> so) {
        var end = System.nanoTime() + most.toNanos();
        var answer = request.get();
        while (!so.test(answer) && System.nanoTime() < end) {
            pause(PAUSE);
            answer = request.get();
        }
        return answer;
    }

    /** Whether it answers that it is ready in time, as long as there is hope. */
    public boolean isReady(Supplier<Answer> request, BooleanSupplier hope) {
        var end = System.nanoTime() + most.toNanos();
        while (hope.getAsBoolean() && System.nanoTime() < end) {
            try {
                if (request.get().status() == 200) {
                    return true;
                }
            } catch (NoAnswer notYet) {
                // Nor does it have to yet.
            }
            pause(PAUSE);
        }
        return false;
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PromiseBroken("interrupted");
        }
    }
}
