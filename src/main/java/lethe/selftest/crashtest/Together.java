package lethe.selftest.crashtest;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import lethe.selftest.instance.PromiseBroken;

/** Runs tasks in parallel and waits for all of them. */
final class Together {
    private static final int MOST = 8;

    private Together() {}

    static <T> void each(Collection<T> all, Consumer<T> work) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(MOST, Thread.ofVirtual().factory())) {
            join(all.stream().map(one -> pool.submit(() -> work.accept(one))).toList());
        }
    }

    static void join(Collection<? extends Future<?>> all) throws InterruptedException {
        for (var one : all) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new PromiseBroken("A parallel task failed: " + failed.getCause());
            }
        }
    }
}
