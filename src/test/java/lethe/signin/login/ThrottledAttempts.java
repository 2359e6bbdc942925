package lethe.signin.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import lethe.MovedClock;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.signin.login.SignInThrottle.Attempt;
import lethe.signin.login.SignInThrottle.Kind;

/** Attempts to sign in that a throttle allows or refuses. */
abstract class ThrottledAttempts {
    static final OrganisationId ACME = new OrganisationId(new UUID(1, 1));
    static final String GUESSER = "203.0.113.66";
    static final String HOME = "198.51.100.7";
    final MovedClock clock = new MovedClock();
    final SignInThrottle throttle = new SignInThrottle(clock, new Randomness(clock));

    void fail(int times, Kind kind, String account, String network) {
        for (var time = 0; time < times; time++) {
            failed(throttle.tryOut(kind, ACME, account, network));
        }
    }

    static void failed(Attempt attempt) {
        try (attempt) {
            assertThat(attempt.isRefused()).isFalse();
            attempt.failed();
        }
    }

    boolean isRefused(Kind kind, String account, String network) {
        try (var attempt = throttle.tryOut(kind, ACME, account, network)) {
            return attempt.isRefused();
        }
    }
}
