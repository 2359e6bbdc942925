package lethe.signin.passwords;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lethe.platform.kernel.Unavailable;
import lethe.platform.requests.Validation;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id (RFC 9106) with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
 *
 * <p>Runs one hash fewer in parallel than there are processors, so that pages stay fast while many users sign in.
 * Callers that wait for more than five seconds get {@link Unavailable}.
 */
@Component
public class Passwords {
    private static final long PATIENCE_SECONDS = 5;
    /** Bounds any encoding of a password of at most 256 composed letters. */
    static final int LONGEST_TYPED = 4_096;

    private final PasswordEncoder argon2id = Argon2id.encoder();
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);
    private final String nobodys = argon2id.encode("no user has this password");

    /** Returns the encoded hash with its salt and parameters. */
    public String hash(String password) {
        var opaque = OpaqueString.of(password);
        return bounded(() -> argon2id.encode(opaque));
    }

    /**
     * Takes the same time whether or not there is a hash. Earlier versions hashed passwords as typed, so a password
     * that is not in canonical form is also tried as typed.
     */
    public boolean matches(@Nullable String hash, String password) {
        if (password.length() > LONGEST_TYPED) {
            return false;
        }
        var opaque = OpaqueString.of(password);
        var matches = matchesExactly(hash, opaque);
        return opaque.equals(password) ? matches : matches | matchesExactly(hash, password);
    }

    private boolean matchesExactly(@Nullable String hash, String password) {
        var matches = bounded(() -> argon2id.matches(password, hash == null ? nobodys : hash));
        return hash != null && matches;
    }

    /**
     * Reports what is wrong with a new password. Estimating its strength counts as a hash for the limit on parallel
     * work.
     */
    public void check(Validation fields, String field, @Nullable String password) {
        bounded(() -> {
            Strength.check(fields, field, password);
            return fields;
        });
    }

    private <T> T bounded(Supplier<T> hashing) {
        if (!acquired()) {
            throw new Unavailable();
        }
        try {
            return hashing.get();
        } finally {
            processors.release();
        }
    }

    private boolean acquired() {
        try {
            return processors.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
