package lethe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lethe.Api.Answer;

/** Makes calls that begin at the same time. */
public final class AtOnce {
    private AtOnce() {}

    @SafeVarargs
    public static List<Answer> atOnce(Callable<Answer>... calls) throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(calls.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Answer>>();
            for (var call : calls) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            var answers = new ArrayList<Answer>();
            for (var future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
