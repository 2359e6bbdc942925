package lethe.signin.credentials;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.UserId;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Browsers that somebody was let in from before. The mark of one is chance, sealed under the person's own key, and lives
 * in the browser's cookie alone: nothing is stored here, and once the person's key is destroyed it opens for nobody.
 */
@Component
public class KnownBrowsers {
    /** For which a mark is good, after the last sign-in. */
    public static final Duration LIFE = Duration.ofDays(90);

    private static final int LONGEST = 400;
    private static final int LETTERS = 26;
    private final CredentialStore credentials;
    private final Vault vault;
    private final Clock clock;
    private final Randomness randomness;

    KnownBrowsers(CredentialStore credentials, Vault vault, Clock clock, Randomness randomness) {
        this.credentials = credentials;
        this.vault = vault;
        this.clock = clock;
        this.randomness = randomness;
    }

    /** A new mark, for a browser that the person was let in from just now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> mark(UserId person) {
        return credentials.find(person).map(credential -> {
            var clear = randomness.letters(LETTERS) + " " + clock.instant().getEpochSecond();
            var sealed = vault.seal(credential.organisation(), credential.slot(), place(person), clear);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        });
    }

    /** What tells this browser from the person's others; empty unless the mark is this person's, and in force. */
    public Optional<String> known(Credential credential, String mark) {
        if (mark.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var sealed = Base64.getUrlDecoder().decode(mark.getBytes(StandardCharsets.ISO_8859_1));
            var clear = vault.open(credential.organisation(), credential.slot(), place(credential.person()), sealed);
            var made = Instant.ofEpochSecond(Long.parseLong(clear.substring(LETTERS + 1)));
            return made.plus(LIFE).isAfter(clock.instant())
                    ? Optional.of(clear.substring(0, LETTERS))
                    : Optional.empty();
        } catch (IllegalArgumentException | KeyDestroyed notOurs) {
            return Optional.empty();
        }
    }

    private static SealContext place(UserId person) {
        return new SealContext("browser", "mark", person.value());
    }
}
