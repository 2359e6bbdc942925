package lethe.signin;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lethe.kernel.OrganisationId;
import lethe.kernel.Randomness;
import lethe.kernel.TooMany;
import org.springframework.stereotype.Component;

/**
 * Failed attempts, counted for each account and each network for a quarter of an hour. What is counted under is an HMAC
 * whose key lives in memory and is replaced, counts and all, with each window: no address outlives it.
 */
@Component
public class Throttle {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int AN_ACCOUNT = 10;
    private static final int A_NETWORK = 100;
    private static final int MOST_COUNTED = 1_000_000;
    private final Clock clock;
    private final Randomness randomness;
    private Window window;

    Throttle(Clock clock, Randomness randomness) {
        this.clock = clock;
        this.randomness = randomness;
        this.window = Window.from(clock.instant(), randomness);
    }

    /** One attempt; says whether it was refused before anything was looked up. */
    public Attempt attempt(OrganisationId organisation, String typedName, String network) {
        var now = current();
        var attempt = new Attempt(
                now.bucket("account", organisation + " " + typedName, AN_ACCOUNT),
                now.bucket("network", network(network), A_NETWORK));
        attempt.check(Duration.between(clock.instant(), now.end()));
        return attempt;
    }

    /** What an attempt that failed costs. */
    public record Attempt(Bucket account, Bucket network) {
        void check(Duration untilEnd) {
            if (account.getAvailableTokens() == 0 || network.getAvailableTokens() == 0) {
                throw new TooMany(untilEnd.plusSeconds(1));
            }
        }

        public void failed() {
            account.tryConsume(1);
            network.tryConsume(1);
        }

        public void succeeded() {
            account.reset();
        }
    }

    private synchronized Window current() {
        var now = clock.instant();
        if (!now.isBefore(window.end()) || window.buckets().size() > MOST_COUNTED) {
            window = Window.from(now, randomness);
        }
        return window;
    }

    /** IPv4 addresses by /24, IPv6 by /64: what one subscriber usually has. */
    private static String network(String address) {
        try {
            var bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 8));
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }

    private record Window(Instant end, SecretKeySpec key, Map<String, Bucket> buckets) {
        static Window from(Instant now, Randomness randomness) {
            return new Window(
                    now.plus(WINDOW), new SecretKeySpec(randomness.bytes(32), "HmacSHA256"), new ConcurrentHashMap<>());
        }

        Bucket bucket(String kind, String of, int most) {
            return buckets.computeIfAbsent(counted(kind + " " + of), unseen -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(most).refillIntervally(most, WINDOW))
                    .build());
        }

        private String counted(String text) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                return HexFormat.of().formatHex(mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
