package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RateLimited;
import lethe.signin.login.SignInThrottle.Attempt;
import lethe.signin.login.SignInThrottle.Kind;
import org.junit.jupiter.api.Test;

/** The throttle with many at once: concurrent attempts, invented names and distributed guessing. */
class CrowdedThrottleTest extends ThrottledAttempts {
    @Test
    void knownBrowsersCodesAndLinksWorkDuringDistributedGuessing() {
        for (var network = 0; network < 10; network++) {
            fail(10, Kind.PASSWORD, "ada", "203.0.113." + network);
        }

        var refused = throttle.tryOut(Kind.PASSWORD, ACME, "ada", HOME);
        assertThat(refused.isRefused()).isTrue();
        assertThatThrownBy(refused::orThrow)
                .isInstanceOfSatisfying(RateLimited.class, later -> assertThat(later.retryAfter())
                        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
        assertThat(throttle.byKnownBrowser(ACME, "ada", "mark").isRefused()).isFalse();
        assertThat(isRefused(Kind.RECOVERY_CODE, "ada", HOME)).isFalse();
        assertThat(isRefused(Kind.RESET, "ada", HOME)).isFalse();
        assertThat(throttle.link(HOME).isRefused()).isFalse();

        clock.moveAhead(Duration.ofMinutes(59));
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME)).as("within the hour").isTrue();
        clock.moveAhead(Duration.ofMinutes(61));
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME)).isFalse();
    }

    @Test
    void comparesTenOfManyConcurrentAttempts() throws InterruptedException {
        var compared = new AtomicInteger();
        var answered = new CountDownLatch(120);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var guess = 0; guess < 120; guess++) {
                threads.execute(() -> {
                    try (var attempt = throttle.tryOut(Kind.PASSWORD, ACME, "ada", GUESSER)) {
                        answered.countDown();
                        if (!attempt.isRefused()) {
                            compared.incrementAndGet();
                            release.await();
                            attempt.failed();
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            answered.await();
            assertThat(wait(throttle.tryOut(Kind.PASSWORD, ACME, "ada", GUESSER)))
                    .as("those under way may still succeed")
                    .isEqualTo(Duration.ofSeconds(1));
            release.countDown();
        }

        assertThat(compared).hasValue(10);
        assertThat(wait(throttle.tryOut(Kind.PASSWORD, ACME, "ada", GUESSER))).isGreaterThan(Duration.ofMinutes(14));
    }

    /** Counters are neither dropped, which would reset an attacker's, nor exhausted, which would refuse everyone. */
    @Test
    void aMillionInventedNamesNeitherResetNorExhaustIt() {
        fail(10, Kind.PASSWORD, "ada", GUESSER);
        fail(5, Kind.PASSWORD, "vera", GUESSER);
        for (var name = 0; name < 1_000_000; name++) {
            fail(1, Kind.PASSWORD, "made-up-" + name, "2001:db8:" + Integer.toHexString(name >> 6) + "::1");
        }

        assertThat(isRefused(Kind.PASSWORD, "ada", GUESSER)).isTrue();
        fail(5, Kind.PASSWORD, "vera", GUESSER);
        assertThat(isRefused(Kind.PASSWORD, "vera", GUESSER))
                .as("earlier failures are still counted")
                .isTrue();
        fail(10, Kind.PASSWORD, "edo", HOME);
        assertThat(isRefused(Kind.PASSWORD, "edo", HOME))
                .as("new accounts are counted as usual")
                .isTrue();
        assertThat(isRefused(Kind.PASSWORD, "klara", HOME)).isFalse();
    }

    @Test
    void newAccountsAreCountedEvenIfAllOthersFailedOften() {
        var small = new SignInThrottle(clock, new Randomness(clock), 30, 10);
        for (var name = 0; name < 40; name++) {
            for (var times = 0; times < 3; times++) {
                failed(small.tryOut(Kind.RESET, ACME, "name" + name, "203.0.113." + name));
            }
        }
        for (var times = 0; times < 10; times++) {
            failed(small.tryOut(Kind.RESET, ACME, "ada", HOME));
            failed(small.tryOut(Kind.RESET, ACME, "vera", GUESSER));
        }

        assertThat(small.tryOut(Kind.RESET, ACME, "ada", HOME).isRefused()).isTrue();
        assertThat(small.tryOut(Kind.RESET, ACME, "vera", GUESSER).isRefused()).isTrue();
    }

    private static Duration wait(Attempt refused) {
        try {
            refused.orThrow();
            return Duration.ZERO;
        } catch (RateLimited later) {
            return later.retryAfter();
        }
    }
}
