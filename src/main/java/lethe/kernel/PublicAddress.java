package lethe.kernel;

import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What links to Lethe begin with: {@code lethe.public-url}, else the address at which it answers on this machine. */
@Component
public class PublicAddress {
    private final Environment environment;

    public PublicAddress(Environment environment) {
        this.environment = environment;
    }

    /** Without a slash at the end; only known once requests are answered. */
    public URI base() {
        var given = environment.getProperty("lethe.public-url", "");
        return given.isBlank() ? local() : URI.create(given.replaceAll("(?<!/)/+$", ""));
    }

    /** {@code http://localhost:8080}, whatever the public address is. */
    public URI local() {
        return URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    /** An absolute link to a path that begins with a slash. */
    public URI link(String path) {
        return URI.create(base() + path);
    }
}
