package lethe.platform.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The only source of randomness, injected where it is needed. */
@Component
public class Randomness {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    public Randomness(Clock clock) {
        this.clock = clock;
    }

    /** A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits; sorts by time. */
    public UUID uuid() {
        var high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        var low = random.nextLong() >>> 2 | 1L << 63;
        return new UUID(high, low);
    }

    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Letters and digits that are hard to misread, five bits each: 32 of them make a secret that needs no slow hash. */
    public String letters(int count) {
        var letters = new StringBuilder(count);
        for (var place = 0; place < count; place++) {
            letters.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return letters.toString();
    }
}
