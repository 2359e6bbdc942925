package lethe.web.addresses;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.requests.PublicAddress;
import org.apache.catalina.util.NetMask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The proxies whose {@code Forwarded} and {@code X-Forwarded-…} headers are trusted: {@code lethe.trusted-proxies} or,
 * by default, loopback addresses if the public address uses HTTPS.
 */
@Component
public class TrustedProxies {
    static final String NOBODY = "none";
    private static final Logger LOG = LoggerFactory.getLogger(TrustedProxies.class);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 100;
    private final PublicAddress address;
    private final Environment environment;
    private final Clock clock;
    private final List<NetMask> trusted;
    private final Set<Trouble> said = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Trouble, Instant> seen = new ConcurrentHashMap<>();

    TrustedProxies(PublicAddress address, Environment environment, Clock clock) {
        this.address = address;
        this.environment = environment;
        this.clock = clock;
        trusted = parse(given());
    }

    /** A configuration problem of proxies. The messages contain no addresses. */
    enum Trouble {
        UNTRUSTED("Requests arrive through a proxy that is not trusted, so its forwarding headers are ignored. Add its"
                + " address to LETHE_TRUSTED_PROXIES, and let only the proxy reach Lethe."),
        NO_SCHEME(
                "A trusted proxy does not tell whether it received HTTPS: configure it to set X-Forwarded-Proto, or proto="
                        + " in Forwarded.");

        private final String sentence;

        Trouble(String sentence) {
            this.sentence = sentence;
        }
    }

    boolean trusts(InetAddress peer) {
        return trusted.stream().anyMatch(network -> network.matches(peer));
    }

    /** Logs the problem once, and reports it in the health status for a while. */
    void met(Trouble trouble) {
        if (address.isHttps()) {
            seen.put(trouble, clock.instant());
            if (said.add(trouble)) {
                LOG.warn(trouble.sentence);
            }
        }
    }

    /** The problems seen within the last hour, as instructions for the operator. */
    public List<String> sentences() {
        var lately = clock.instant().minus(REMEMBERED);
        return Stream.of(Trouble.values())
                .filter(trouble -> seen.getOrDefault(trouble, Instant.MIN).isAfter(lately))
                .map(trouble -> trouble.sentence)
                .toList();
    }

    /**
     * Warns early: headers of an untrusted proxy on another machine are ignored, which otherwise shows up only as
     * redirect loops or refused requests.
     */
    @EventListener(ApplicationReadyEvent.class)
    void warnAboutRemoteProxies() {
        if (address.isHttps() && given().isBlank() && !isLoopback(environment.getProperty("server.address", ""))) {
            LOG.warn(
                    "LETHE_PUBLIC_URL is https and Lethe is reachable from other machines, but only local proxies are trusted:"
                            + " name yours in LETHE_TRUSTED_PROXIES.");
        }
    }

    private String given() {
        return environment.getProperty("lethe.trusted-proxies", "");
    }

    private static boolean isLoopback(String listening) {
        return listening.equals("localhost")
                || Literal.parse(listening)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private List<NetMask> parse(String given) {
        if (given.isBlank()) {
            return address.isHttps() ? List.of(new NetMask("127.0.0.0/8"), new NetMask("::1/128")) : List.of();
        }
        var parts = Arrays.stream(given.split(",")).map(String::strip).toList();
        if (parts.size() > MOST) {
            throw refused("names more than " + MOST + " networks.");
        }
        return parts.equals(List.of(NOBODY))
                ? List.of()
                : parts.stream().map(TrustedProxies::network).toList();
    }

    private static NetMask network(String text) {
        var slash = text.indexOf('/');
        var host = Literal.plain(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(
                        () -> refused("holds \u201c" + text + "\u201d, which is not an address or network: write them"
                                + " as 10.0.0.5, 10.0.0.0/8 or fd00::/8, with commas between, or none."));
        var most = host.getAddress().length * 8;
        var bits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most || Integer.parseInt(bits) == 0) {
            throw refused("holds \u201c" + text + "\u201d: the part after the slash must be a number from 1 to " + most
                    + "; a network of all addresses would let anyone pretend to be anyone.");
        }
        return new NetMask(host.getHostAddress() + "/" + bits);
    }

    private static StartupRefused refused(String why) {
        return new StartupRefused(2, "LETHE_TRUSTED_PROXIES " + why);
    }
}
