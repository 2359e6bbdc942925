package lethe.signin.login;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.RateLimited;
import lethe.platform.kernel.UserId;
import lethe.signin.login.Counts.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Limits failed attempts. An attempt is counted before anything is compared, and taken back if it succeeds: however
 * many arrive at the same time, no more are compared than may fail. The limits are described in {@code
 * docs/security/throttling.md}.
 *
 * <p>An attacker is slowed down in their own network. The user can still sign in from another network and, if so many
 * networks guess that only known browsers are admitted, from a browser in which they signed in before.
 */
@Component
public class SignInThrottle {
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final Duration LONG_WINDOW = Duration.ofHours(1);
    static final int AN_ACCOUNT_ANYWHERE = 100;
    static final int RESET_MAILS = 10;
    static final int MOST_COUNTED = 200_000;
    static final int MOST_ACCOUNTS_COUNTED = 100_000;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private final Counts counts;
    private final Counts accounts;
    private final Map<Key, Integer> underWay = new HashMap<>();

    @Autowired
    SignInThrottle(Clock clock, Randomness randomness) {
        this(clock, randomness, MOST_COUNTED, MOST_ACCOUNTS_COUNTED);
    }

    SignInThrottle(Clock clock, Randomness randomness, int most, int mostAccounts) {
        counts = new Counts(WINDOW, most, clock, randomness);
        accounts = new Counts(LONG_WINDOW, mostAccounts, clock, randomness);
    }

    /**
     * What is attempted. Each kind is counted separately, so that guessing passwords does not use up attempts for
     * recovery codes.
     */
    public enum Kind {
        PASSWORD(10, 100),
        RECOVERY_CODE(10, 100),
        RESET(10, 100),
        /** The secret belongs to no known account until it is found. */
        LINK(0, 100);

        private final int most;
        private final int mostOfANetwork;

        Kind(int most, int mostOfANetwork) {
            this.most = most;
            this.mostOfANetwork = mostOfANetwork;
        }

        /** The limit for one account from one network in a window; 0 if there is none. */
        int most() {
            return most;
        }

        /** The limit for one network over all accounts. */
        int mostOfANetwork() {
            return mostOfANetwork;
        }
    }

    /** What a signed-in user attempts, counted per user. */
    public enum Own {
        PASSWORD,
        EMAIL;

        static final int MOST = 10;
    }

    /** The limit for a known browser, which no one else can use up. */
    static final int A_KNOWN_BROWSER = 10;

    /** Begins an attempt at an account; throws {@link RateLimited} before anything is looked up. */
    public Attempt attempt(Kind kind, OrganisationId organisation, String account, String network) {
        return tryOut(kind, organisation, account, network).orThrow();
    }

    /** Begins an attempt by a secret that identifies its own user. */
    synchronized Attempt link(String network) {
        return begin(List.of(new Limit(
                        counts, counts.key("LINK of " + network(network)), Kind.LINK.mostOfANetwork(), false)))
                .orThrow();
    }

    /** Begins an attempt of a signed-in user. */
    public synchronized Attempt attempt(Own own, OrganisationId organisation, UserId person) {
        return begin(List.of(new Limit(counts, counts.key(own + " own " + organisation + person), Own.MOST, false)))
                .orThrow();
    }

    /** Begins a mail with a link for a forgotten password, whatever network requested it. */
    synchronized Attempt resetMail(OrganisationId organisation, UserId person) {
        return begin(
                List.of(new Limit(accounts, accounts.key("reset mail " + organisation + person), RESET_MAILS, true)));
    }

    /** Like {@link #attempt}, but does not throw, so that the caller learns which account is refused. */
    synchronized Attempt tryOut(Kind kind, OrganisationId organisation, String account, String network) {
        var from = network(network);
        var limits = new ArrayList<Limit>();
        limits.add(new Limit(counts, counts.key(kind + " of " + from), kind.mostOfANetwork(), false));
        limits.add(new Limit(counts, counts.key(kind + " " + from + " " + organisation + account), kind.most(), true));
        if (kind == Kind.PASSWORD) {
            limits.add(new Limit(accounts, accounts.key(organisation + account), AN_ACCOUNT_ANYWHERE, true));
        }
        return begin(limits);
    }

    /** @param mark the browser's mark, a secret */
    synchronized Attempt byKnownBrowser(OrganisationId organisation, String account, String mark) {
        return begin(List.of(new Limit(
                counts, counts.key("browser " + mark + " " + organisation + account), A_KNOWN_BROWSER, true)));
    }

    /** A limit that a failed attempt counts towards; {@code account} if it is an account's. */
    private record Limit(Counts counts, Key key, int most, boolean account) {
        boolean isReached() {
            return counts.of(key) >= most;
        }
    }

    private synchronized Attempt begin(List<Limit> limits) {
        for (var limit : limits) {
            if (limit.isReached()) {
                var wait = underWay.containsKey(limit.key())
                        ? A_MOMENT
                        : limit.counts().untilEnd().plus(A_MOMENT);
                return new Attempt(List.of(), wait, limit.account() ? limit.key() : null);
            }
        }
        limits.forEach(limit -> {
            limit.counts().add(limit.key());
            underWay.merge(limit.key(), 1, Integer::sum);
        });
        return new Attempt(limits, null, null);
    }

    private synchronized void end(List<Limit> limits, boolean failed) {
        limits.forEach(limit -> {
            underWay.computeIfPresent(limit.key(), (key, count) -> count == 1 ? null : count - 1);
            if (!failed) {
                limit.counts().takeBack(limit.key());
            }
        });
    }

    /** An attempt that must be closed; it counts only if it failed. */
    public final class Attempt implements AutoCloseable {
        private final List<Limit> limits;
        private final @Nullable Duration wait;
        private final @Nullable Key refusedAccount;
        private boolean failed;
        private boolean closed;

        private Attempt(List<Limit> limits, @Nullable Duration wait, @Nullable Key refusedAccount) {
            this.limits = limits;
            this.wait = wait;
            this.refusedAccount = refusedAccount;
        }

        Attempt orThrow() {
            if (wait != null) {
                throw new RateLimited(wait);
            }
            return this;
        }

        boolean isRefused() {
            return wait != null;
        }

        /** The key of the refused account; null if none is refused, or the whole network is. */
        @Nullable
        Key refusedAccount() {
            return refusedAccount;
        }

        public void failed() {
            failed = true;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                end(limits, failed);
            }
        }
    }

    /** IPv6 addresses by /64, the least that a subscriber has. Host names are not resolved. */
    private static String network(String address) {
        try {
            var literal = InetAddress.ofLiteral(address);
            return literal instanceof Inet4Address
                    ? literal.getHostAddress()
                    : HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), 8));
        } catch (IllegalArgumentException notAnAddress) {
            return "unknown";
        }
    }
}
