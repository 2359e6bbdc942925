package lethe.signin.passwords;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The native implementation if the machine has one. Elsewhere the Java one, half as fast, reads the same hashes. */
final class Argon2id implements PasswordEncoder {
    private static final Logger LOG = LoggerFactory.getLogger(Argon2id.class);
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private final Argon2 argon2;

    private Argon2id(Argon2 argon2) {
        this.argon2 = argon2;
    }

    static PasswordEncoder encoder() {
        try {
            return new Argon2id(Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id, SALT, HASH));
        } catch (LinkageError noNativeLibrary) {
            LOG.info("Native Argon2 is not available; hashing passwords in Java");
            return new Argon2PasswordEncoder(SALT, HASH, LANES, KIBIBYTES, PASSES);
        }
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return password == null ? null : with(password, letters -> argon2.hash(PASSES, KIBIBYTES, LANES, letters));
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        return password != null && hash != null && with(password, letters -> argon2.verify(hash, letters));
    }

    /** Wipes this copy; the library wipes its own. */
    private <T> T with(CharSequence password, Function<char[], T> use) {
        var letters = password.toString().toCharArray();
        try {
            return use.apply(letters);
        } finally {
            argon2.wipeArray(letters);
        }
    }
}
