package lethe.platform.requests;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import lethe.platform.kernel.StartupRefused;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What links to Lethe begin with: {@code lethe.public-url}, else the address at which it answers on this machine. */
@Component
public class PublicAddress {
    /** The attribute of a request that holds {@link #path}. */
    public static final String PATH = PublicAddress.class.getName() + ".path";

    private static final int LONGEST = 300;
    private static final String OWN = "/(o|api|health|metrics|assets|webjars|error)(/.*)?";
    private final Environment environment;
    private final Optional<URI> given;

    public PublicAddress(Environment environment) {
        this.environment = environment;
        given = parse(environment.getProperty("lethe.public-url", "").strip());
    }

    /** Without a slash at the end; only known once requests are answered. */
    public URI base() {
        return given.orElseGet(this::local);
    }

    /** {@code http://localhost:8080}, whatever the public address is. */
    public URI local() {
        return URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    /** An absolute link to a path that begins with a slash. */
    public URI link(String path) {
        return URI.create(base() + path);
    }

    /** Whether people reach it by https alone. */
    public boolean isHttps() {
        return given.map(URI::getScheme).filter("https"::equals).isPresent();
    }

    /** Below which all of Lethe is: {@code /lethe}, or empty. */
    public String path() {
        return given.map(URI::getPath).orElse("");
    }

    private static Optional<URI> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        requireThat(text.length() <= LONGEST, "is longer than " + LONGEST + " letters.");
        requireThat(
                text.matches("(?i)https?://.*"),
                "has to begin with https:// (or http://), as in https://lethe.acme.test.");
        try {
            var url = new URI(text.replaceFirst("(?<!/)/+$", ""));
            requireNothingMore(url);
            return Optional.of(new URI(url.getScheme().toLowerCase(Locale.ROOT) + "://"
                    + url.getRawAuthority().toLowerCase(Locale.ROOT) + url.getRawPath()));
        } catch (URISyntaxException notOne) {
            throw refused("is no web address: write it as in https://lethe.acme.test.");
        }
    }

    private static void requireNothingMore(URI url) {
        requireThat(url.getRawUserInfo() == null, "holds a user: leave out what stands before the @.");
        requireThat(url.getRawQuery() == null, "holds a query: leave out the question mark and what follows it.");
        requireThat(url.getRawFragment() == null, "holds a fragment: leave out the # and what follows it.");
        requireThat(
                url.getHost() != null && url.getPort() <= 65_535,
                "has no host that can be reached: write its letters as the web does (xn--…), and a port up to 65535.");
        requireThat(
                url.getRawPath().matches("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+"),
                "has a path that is not plain: letters, digits, hyphens and single slashes, as in https://acme.test/lethe.");
        requireThat(
                !url.getRawPath().matches(OWN),
                "has a path that begins as an address of Lethe's own does: take another.");
    }

    private static void requireThat(boolean fine, String otherwise) {
        if (!fine) {
            throw refused(otherwise);
        }
    }

    /** Nothing of it is repeated: there are those who write a password into an address. */
    private static StartupRefused refused(String why) {
        return new StartupRefused(2, "LETHE_PUBLIC_URL " + why);
    }
}
