package lethe.setup;

import java.security.MessageDigest;
import java.util.Optional;
import lethe.kernel.Randomness;
import lethe.kernel.SecretToken;
import lethe.organisations.Organisations;
import lethe.organisations.PublicUrl;
import org.springframework.stereotype.Component;

/** The way in for the very first admin: made anew with each start, kept in memory, and dead once there is an organisation. */
@Component
public class SetUpLink {
    private static final int LETTERS = 32;
    private final Organisations organisations;
    private final PublicUrl url;
    private final String secret;

    SetUpLink(Organisations organisations, PublicUrl url, Randomness randomness) {
        this.organisations = organisations;
        this.url = url;
        this.secret = randomness.letters(LETTERS);
    }

    /** To be printed at the start; empty where there is an organisation already. */
    public Optional<String> url() {
        return organisations.isEmpty() ? Optional.of(url.to("/set-up/" + secret)) : Optional.empty();
    }

    boolean opens(String typed) {
        var same = MessageDigest.isEqual(SecretToken.sha256(typed), SecretToken.sha256(secret));
        return same && organisations.isEmpty();
    }
}
