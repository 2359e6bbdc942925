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
 * Recognises browsers in which a user has signed in before. A browser's mark is random, encrypted under the user's
 * own key, and kept only in a cookie of that browser: nothing is stored here, and destroying the user's key makes the
 * mark unreadable.
 */
@Component
public class KnownBrowsers {
    /** How long a mark is valid after the last sign-in. */
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

    /** Creates a mark for the browser in which the user has just signed in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> mark(UserId person) {
        return credentials.find(person).map(credential -> {
            var clear = randomness.letters(LETTERS) + " " + clock.instant().getEpochSecond();
            var sealed = vault.seal(credential.organisation(), credential.slot(), place(person), clear);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        });
    }

    /**
     * The random part of the mark, which identifies this browser; empty if the mark has expired or is not this
     * user's.
     */
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
