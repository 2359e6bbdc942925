package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lethe.MovedClock;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RateLimited;
import lethe.platform.kernel.UserId;
import lethe.signin.login.SignInThrottle.Attempt;
import lethe.signin.login.SignInThrottle.Kind;
import lethe.signin.login.SignInThrottle.Own;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignInThrottleTest {
    private static final OrganisationId ACME = new OrganisationId(new UUID(1, 1));
    private static final OrganisationId OTHER = new OrganisationId(new UUID(2, 2));
    private static final String GUESSER = "203.0.113.66";
    private static final String HOME = "198.51.100.7";
    private final MovedClock clock = new MovedClock();
    private final SignInThrottle throttle = new SignInThrottle(clock, new Randomness(clock));

    @ParameterizedTest
    @EnumSource(names = "LINK", mode = EnumSource.Mode.EXCLUDE)
    void allowsTenFailuresPerAccountAndNetwork(Kind kind) {
        fail(10, kind, "ada", GUESSER);

        assertThat(isRefused(kind, "ada", GUESSER)).isTrue();
        assertThat(isRefused(kind, "ada", HOME)).as("from elsewhere").isFalse();
        assertThat(isRefused(kind, "vera", GUESSER)).as("another account").isFalse();
        assertThat(throttle.tryOut(kind, OTHER, "ada", GUESSER).isRefused())
                .as("another organisation")
                .isFalse();
    }

    @Test
    void countsEachKindSeparately() {
        for (var kind : new Kind[] {Kind.PASSWORD, Kind.RECOVERY_CODE, Kind.RESET}) {
            fail(10, kind, "ada", GUESSER);
            for (var other : new Kind[] {Kind.PASSWORD, Kind.RECOVERY_CODE, Kind.RESET}) {
                if (other.compareTo(kind) > 0) {
                    assertThat(isRefused(other, "ada", GUESSER))
                            .as(other + " after " + kind)
                            .isFalse();
                }
            }
        }
        assertThat(throttle.link(GUESSER).isRefused()).isFalse();
        assertThat(throttle.attempt(Own.PASSWORD, ACME, new UserId(new UUID(3, 3)))
                        .isRefused())
                .isFalse();
    }

    @Test
    void throttlesOnlyTheNetworkWithTooManyFailures() {
        for (var account = 0; account < 100; account++) {
            fail(1, Kind.PASSWORD, "user" + account, GUESSER);
        }

        assertThat(isRefused(Kind.PASSWORD, "somebody", GUESSER)).isTrue();
        assertThat(isRefused(Kind.PASSWORD, "user1", HOME)).isFalse();
        assertThat(isRefused(Kind.PASSWORD, "user1", "203.0.113.67"))
                .as("a neighbour")
                .isFalse();
        assertThat(isRefused(Kind.RESET, "user1", GUESSER)).as("resets").isFalse();
        assertThat(throttle.link(GUESSER).isRefused()).as("links by mail").isFalse();
    }

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
    void throttlesKnownBrowsersAsWell() {
        for (var attempt = 0; attempt < 10; attempt++) {
            failed(throttle.byKnownBrowser(ACME, "ada", "mark"));
        }

        assertThat(throttle.byKnownBrowser(ACME, "ada", "mark").isRefused()).isTrue();
        assertThat(throttle.byKnownBrowser(ACME, "ada", "other").isRefused()).isFalse();
        assertThat(throttle.byKnownBrowser(ACME, "vera", "mark").isRefused()).isFalse();
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

    @Test
    void successfulAttemptsAreNotCounted() {
        for (var times = 0; times < 500; times++) {
            try (var attempt = throttle.attempt(Kind.PASSWORD, ACME, "ada", HOME)) {
                assertThat(attempt.isRefused()).isFalse();
            }
        }
        fail(9, Kind.PASSWORD, "ada", HOME);

        throttle.attempt(Kind.PASSWORD, ACME, "ada", HOME).close();
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME)).isFalse();

        fail(1, Kind.PASSWORD, "ada", HOME);
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME))
                .as("another user's success does not raise the limit")
                .isTrue();
    }

    @Test
    void closingTwiceTakesBackOnce() {
        fail(9, Kind.PASSWORD, "ada", HOME);
        var attempt = throttle.attempt(Kind.PASSWORD, ACME, "ada", HOME);
        attempt.close();
        attempt.close();
        fail(1, Kind.PASSWORD, "ada", HOME);

        assertThat(isRefused(Kind.PASSWORD, "ada", HOME)).isTrue();
    }

    @Test
    void windowsDoNotAffectEachOther() {
        var late = throttle.attempt(Kind.PASSWORD, ACME, "ada", HOME);
        fail(9, Kind.PASSWORD, "ada", HOME);
        clock.moveAhead(Duration.ofMinutes(16));
        fail(9, Kind.PASSWORD, "ada", HOME);

        late.close();
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME)).isFalse();
        fail(1, Kind.PASSWORD, "ada", HOME);
        assertThat(isRefused(Kind.PASSWORD, "ada", HOME))
                .as("the count taken back belonged to the other window")
                .isTrue();
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

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "203.0.113.1, 203.0.113.2, false",
        "203.0.113.1, ::ffff:203.0.113.1, true",
        "no address, unix:, true"
    })
    void aNetworkIsAnIpv4AddressOrAnIpv6Prefix(String one, String other, boolean same) {
        fail(10, Kind.PASSWORD, "ada", one);

        assertThat(isRefused(Kind.PASSWORD, "ada", other)).isEqualTo(same);
    }

    @Test
    void aRefusalSaysWhetherItConcernsTheAccount() {
        fail(10, Kind.PASSWORD, "ada", GUESSER);
        var account = throttle.tryOut(Kind.PASSWORD, ACME, "ada", GUESSER);
        assertThat(account.refusedAccount())
                .isNotNull()
                .isEqualTo(throttle.tryOut(Kind.PASSWORD, ACME, "ada", GUESSER).refusedAccount());

        IntStream.range(0, 90).forEach(name -> fail(1, Kind.PASSWORD, "name" + name, GUESSER));
        assertThat(throttle.tryOut(Kind.PASSWORD, ACME, "vera", GUESSER).refusedAccount())
                .isNull();
    }

    @Test
    void limitsPasswordGuessesOfSignedInUsers() {
        var ada = new UserId(new UUID(3, 3));
        var attempts = new ArrayList<Attempt>();
        for (var times = 0; times < 10; times++) {
            attempts.add(throttle.attempt(Own.PASSWORD, ACME, ada));
        }

        assertThatThrownBy(() -> throttle.attempt(Own.PASSWORD, ACME, ada)).isInstanceOf(RateLimited.class);
        assertThat(throttle.attempt(Own.EMAIL, ACME, ada).isRefused()).isFalse();
        attempts.forEach(Attempt::close);
        assertThat(throttle.attempt(Own.PASSWORD, ACME, ada).isRefused()).isFalse();
    }

    private void fail(int times, Kind kind, String account, String network) {
        for (var time = 0; time < times; time++) {
            failed(throttle.tryOut(kind, ACME, account, network));
        }
    }

    private static void failed(Attempt attempt) {
        try (attempt) {
            assertThat(attempt.isRefused()).isFalse();
            attempt.failed();
        }
    }

    private boolean isRefused(Kind kind, String account, String network) {
        try (var attempt = throttle.tryOut(kind, ACME, account, network)) {
            return attempt.isRefused();
        }
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
