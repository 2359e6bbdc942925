package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.RateLimited;
import lethe.platform.kernel.UserId;
import lethe.signin.login.SignInThrottle.Attempt;
import lethe.signin.login.SignInThrottle.Kind;
import lethe.signin.login.SignInThrottle.Own;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures are counted for which account, network and browser, and for how long. */
class SignInThrottleTest extends ThrottledAttempts {
    private static final OrganisationId OTHER = new OrganisationId(new UUID(2, 2));

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
    void throttlesKnownBrowsersAsWell() {
        for (var attempt = 0; attempt < 10; attempt++) {
            failed(throttle.byKnownBrowser(ACME, "ada", "mark"));
        }

        assertThat(throttle.byKnownBrowser(ACME, "ada", "mark").isRefused()).isTrue();
        assertThat(throttle.byKnownBrowser(ACME, "ada", "other").isRefused()).isFalse();
        assertThat(throttle.byKnownBrowser(ACME, "vera", "mark").isRefused()).isFalse();
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
}
