package lethe.selftest.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import lethe.Lethe;
import lethe.platform.kernel.Randomness;
import lethe.selftest.instance.ApiClient;

/**
 * Searches the memory of a Lethe with a grown heap, mail and DEBUG logging for a user's data after their termination.
 */
final class MemoryBenchmark {
    private static final int REQUESTS = 1_000;
    private static final int SIGN_INS = 20;

    private MemoryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var waits = arguments.length == 0 ? new String[] {"0", "60"} : arguments;
        var place = Path.of(System.getProperty("place"));
        try (var post = new TestMailbox();
                var lethe = Talkative.instance(Lethe.class, place, "data", post)) {
            var anybody = lethe.start();
            var lines = lethe.found("Memory");
            var slug = lines.getFirst().split(" ")[2];
            var token = lines.getLast().substring("token: ".length());
            var stay = new CanaryScenario(anybody, post, slug, token, new Randomness(Clock.systemUTC()));
            var memory = new ProcessMemory(lethe.running().pid());
            grow(anybody.as(token));
            stay.live();
            for (var number = 0; number < SIGN_INS; number++) {
                stay.canSignIn();
            }
            say("alive, heap grown", memory, stay);
            var start = System.nanoTime();
            stay.terminate();
            for (var wait : waits) {
                var until = Duration.ofSeconds(Long.parseLong(wait)).minusNanos(System.nanoTime() - start);
                if (until.isPositive()) {
                    Thread.sleep(until);
                }
                say(wait + " s after terminated", memory, stay);
            }
            if (Boolean.getBoolean("keep")) {
                System.out.println("pid " + lethe.running().pid() + ", looked for: " + secrets(stay));
                Thread.sleep(Duration.ofMinutes(10));
            }
        }
    }

    /**
     * Sends many requests in parallel: each has its own thread and buffers, and the collector uses more of the
     * machine.
     */
    private static void grow(ApiClient ada) {
        try (var threads = Executors.newFixedThreadPool(64)) {
            for (var number = 0; number < REQUESTS; number++) {
                threads.submit(() -> ada.get("/audit"));
            }
        }
    }

    private static void say(String when, ProcessMemory memory, CanaryScenario stay) throws IOException {
        var counts = memory.count(new ResidueScan(secrets(stay)));
        var sum = counts.values().stream().mapToLong(Long::longValue).sum();
        System.out.println(when + ": " + sum + " spellings in " + (memory.size() >> 20) + " MiB of memory");
        counts.forEach((name, count) -> System.out.println("    " + count + " of " + name));
    }

    private static Map<String, String> secrets(CanaryScenario stay) {
        return stay.journal().secrets();
    }
}
