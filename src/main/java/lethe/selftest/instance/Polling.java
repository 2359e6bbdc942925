package lethe.selftest.instance;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import lethe.selftest.instance.ApiClient.Answer;
import lethe.selftest.instance.ApiClient.NoAnswer;

/** Repeats a request until a condition is met or time runs out. */
public final class Polling {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private final Duration most;

    public Polling(Duration most) {
        this.most = most;
    }

    /** @return the last answer, whether or not it meets the condition */
    public Answer until(Supplier<Answer> request, Predicate<Answer> so) {
        var end = System.nanoTime() + most.toNanos();
        var answer = request.get();
        while (!so.test(answer) && System.nanoTime() < end) {
            pause(PAUSE);
            answer = request.get();
        }
        return answer;
    }

    /** Whether the server becomes ready in time, while {@code hope} is true. */
    public boolean isReady(Supplier<Answer> request, BooleanSupplier hope) {
        var end = System.nanoTime() + most.toNanos();
        while (hope.getAsBoolean() && System.nanoTime() < end) {
            try {
                if (request.get().status() == 200) {
                    return true;
                }
            } catch (NoAnswer notYet) {
                // The server does not answer yet.
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
