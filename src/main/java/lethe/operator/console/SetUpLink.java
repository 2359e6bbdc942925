package lethe.operator.console;

import java.net.URI;
import java.security.MessageDigest;
import java.util.List;
import lethe.organisations.Organisations;
import lethe.platform.kernel.Randomness;
import lethe.platform.management.ReadyLines;
import lethe.platform.requests.SecretToken;
import org.springframework.stereotype.Component;

/**
 * The link for the very first administrator: new at each start, kept in memory, and closed once there is an
 * organisation.
 */
@Component
class SetUpLink implements ReadyLines {
    private static final int LETTERS = 32;
    private final Organisations organisations;
    private final String path;

    SetUpLink(Organisations organisations, Randomness randomness) {
        this.organisations = organisations;
        this.path = "/set-up/" + randomness.letters(LETTERS);
    }

    @Override
    public List<String> lines(URI base) {
        return organisations.isEmpty() ? List.of("Set up at " + base + path) : List.of();
    }

    boolean opens(String secret) {
        var same = MessageDigest.isEqual(SecretToken.sha256("/set-up/" + secret), SecretToken.sha256(path));
        return same && organisations.isEmpty();
    }
}
