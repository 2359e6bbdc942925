package lethe.platform.requests;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import lethe.platform.kernel.StartupRefused;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The base of all links to Lethe: {@code lethe.public-url}, or else its address on this machine. */
@Component
public class PublicAddress {
    /** The request attribute with {@link #path}. */
    public static final String PATH = PublicAddress.class.getName() + ".path";

    private static final int LONGEST = 300;
    private static final String OWN = "/(o|api|health|metrics|assets|webjars|error)(/.*)?";
    private final Environment environment;
    private final Optional<URI> given;

    public PublicAddress(Environment environment) {
        this.environment = environment;
        given = parse(environment.getProperty("lethe.public-url", "").strip());
    }

    /** Without a trailing slash; available only once the server is running. */
    public URI base() {
        return given.orElseGet(this::local);
    }

    /** {@code http://localhost:8080}, whatever the public URL is. */
    public URI local() {
        return URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    /** An absolute link to a path that begins with a slash. */
    public URI link(String path) {
        return URI.create(base() + path);
    }

    /** Whether the public URL uses https. */
    public boolean isHttps() {
        return given.map(URI::getScheme).filter("https"::equals).isPresent();
    }

    /** The path below which Lethe is served: {@code /lethe}, or empty. */
    public String path() {
        return given.map(URI::getPath).orElse("");
    }

    private static Optional<URI> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        requireThat(text.length() <= LONGEST, "is longer than " + LONGEST + " characters.");
        requireThat(
                text.matches("(?i)https?://.*"),
                "must begin with https:// (or http://), as in https://lethe.acme.test.");
        try {
            var url = new URI(text.replaceFirst("(?<!/)/+$", ""));
            requireNothingMore(url);
            return Optional.of(new URI(url.getScheme().toLowerCase(Locale.ROOT) + "://"
                    + url.getRawAuthority().toLowerCase(Locale.ROOT) + url.getRawPath()));
        } catch (URISyntaxException notOne) {
            throw refused("is not a web address: write it as in https://lethe.acme.test.");
        }
    }

    private static void requireNothingMore(URI url) {
        requireThat(url.getRawUserInfo() == null, "contains a user: remove everything before the @.");
        requireThat(url.getRawQuery() == null, "contains a query: remove the question mark and everything after it.");
        requireThat(url.getRawFragment() == null, "contains a fragment: remove the # and everything after it.");
        requireThat(
                url.getHost() != null && url.getPort() <= 65_535,
                "has no valid host or port: write the host in ASCII (xn--…), and a port up to 65535.");
        requireThat(
                url.getRawPath().matches("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+"),
                "has a path that is not plain: letters, digits, hyphens and single slashes, as in https://acme.test/lethe.");
        requireThat(!url.getRawPath().matches(OWN), "has a path that Lethe uses itself: choose another.");
    }

    private static void requireThat(boolean fine, String otherwise) {
        if (!fine) {
            throw refused(otherwise);
        }
    }

    /** Does not quote the URL, which may contain a password. */
    private static StartupRefused refused(String why) {
        return new StartupRefused(2, "LETHE_PUBLIC_URL " + why);
    }
}
