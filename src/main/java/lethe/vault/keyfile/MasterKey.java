package lethe.vault.keyfile;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.TypeId;
import org.springframework.core.env.Environment;

/**
 * Finds the master key: in {@code lethe.master-key}, in the file {@code lethe.master-key-file}, among systemd's credentials, or
 * else in our own file in {@code lethe.config-home}; never in the data directory.
 *
 * <p>Its printed form is the recovery code: 256 bits and a checksum of 24 in eight groups of seven letters of Crockford's base
 * 32. Sixty-four hexadecimal digits are accepted as well, because {@code openssl rand -hex 32} produces them.
 */
public final class MasterKey {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LETTERS = 56;
    private static final int SUM = 3;
    private final Environment environment;
    private final Path data;

    /**
     * The key.
     *
     * @param made newly generated, so no one knows it yet and it must be written down
     */
    public record Found(SecretKey key, boolean made) {}

    public MasterKey(Environment environment, Path data) {
        this.environment = environment;
        this.data = data;
    }

    /** The installation's key; at the first start one is generated if none is configured. */
    public Found find(UUID installation, boolean firstStart, Randomness randomness) throws IOException {
        var given = environment.getProperty("lethe.master-key");
        if (given != null && !given.isBlank()) {
            return new Found(parse(given, "LETHE_MASTER_KEY"), false);
        }
        var file = file(installation);
        if (Files.exists(file)) {
            if (!isCredential(file)) {
                PrivateFiles.closeFile(file);
            }
            var interrupted = firstStart && file.equals(ownFile(installation));
            return new Found(parse(Files.readString(file), file.toString()), interrupted);
        } else if (firstStart) {
            return new Found(make(file, KeyWrap.key(randomness.bytes(KeyWrap.KEY))), true);
        } else {
            throw new StartupRefused("The master key of this data is not in " + file
                    + ": please put it back there, or give the recovery code as LETHE_MASTER_KEY.");
        }
    }

    private static SecretKey make(Path file, SecretKey key) throws IOException {
        var home = file.resolveSibling("").toAbsolutePath();
        PrivateFiles.makeDirectory(home);
        PrivateFiles.make(file);
        Files.writeString(file, code(key) + "\n", StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        PrivateFiles.syncNames(home);
        return key;
    }

    public static String code(SecretKey key) {
        var bytes = key.getEncoded();
        var number = new BigInteger(
                1,
                ByteBuffer.allocate(KeyWrap.KEY + SUM)
                        .put(bytes)
                        .put(sum(bytes))
                        .array());
        var code = new StringBuilder();
        for (var letter = LETTERS - 1; letter >= 0; letter--) {
            code.append(ALPHABET.charAt(number.shiftRight(5 * letter).intValue() & 31));
            code.append(letter % 7 == 0 && letter > 0 ? "-" : "");
        }
        return code.toString();
    }

    /** Empty if a letter is wrong or missing. */
    public static Optional<SecretKey> parse(String text) {
        var letters = text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (letters.matches("[0-9A-F]{64}")) {
            return Optional.of(KeyWrap.key(HexFormat.of().parseHex(letters)));
        }
        var code = letters.replace('O', '0').replace('I', '1').replace('L', '1');
        return code.matches("[" + ALPHABET + "]{" + LETTERS + "}") ? decode(code) : Optional.empty();
    }

    private static Optional<SecretKey> decode(String code) {
        var number = BigInteger.ZERO;
        for (var letter : code.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(letter)));
        }
        var key = bytes(number.shiftRight(8 * SUM), KeyWrap.KEY);
        var sum = bytes(number, SUM);
        return MessageDigest.isEqual(sum, sum(key)) ? Optional.of(KeyWrap.key(key)) : Optional.empty();
    }

    /** The last bytes of a number, including leading zeros. */
    private static byte[] bytes(BigInteger number, int count) {
        var bytes = new byte[count];
        for (var place = 0; place < count; place++) {
            bytes[place] = number.shiftRight(8 * (count - 1 - place)).byteValue();
        }
        return bytes;
    }

    private static byte[] sum(byte[] key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), SUM);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKey parse(String text, String source) {
        return parse(text)
                .orElseThrow(() -> new StartupRefused("There is no master key in " + source
                        + ": please give the recovery code, eight groups of seven letters; a letter of it is wrong or"
                        + " missing."));
    }

    private Path file(UUID installation) throws IOException {
        var named = environment.getProperty("lethe.master-key-file");
        var credentials = credential();
        if (named != null && !named.isBlank()) {
            return outsideData(Path.of(named));
        } else if (credentials.isPresent() && Files.exists(credentials.get())) {
            return credentials.get();
        } else {
            return ownFile(installation);
        }
    }

    private Optional<Path> credential() {
        return Optional.ofNullable(environment.getProperty("CREDENTIALS_DIRECTORY"))
                .map(directory -> Path.of(directory, "lethe-master-key"));
    }

    /** systemd controls access to credentials itself. */
    private boolean isCredential(Path file) {
        return credential().filter(file::equals).isPresent();
    }

    private Path ownFile(UUID installation) throws IOException {
        var home = environment.getProperty(
                "lethe.config-home",
                Path.of(System.getProperty("user.home"), ".config", "lethe").toString());
        return outsideData(Path.of(home, TypeId.encode(installation) + ".key"));
    }

    /** Anyone who obtains the data must not obtain the master key with it. */
    private Path outsideData(Path file) throws IOException {
        if (real(file).startsWith(real(data))) {
            throw new StartupRefused("The master key must not be in the data directory, where copies of the data would"
                    + " include it: please name another place with LETHE_MASTER_KEY_FILE.");
        }
        return file.toAbsolutePath();
    }

    /** Resolves symbolic links, even if the last parts of the path do not exist yet. */
    private static Path real(Path path) throws IOException {
        var absolute = path.toAbsolutePath().normalize();
        var parent = absolute.getParent();
        if (Files.exists(absolute) || parent == null) {
            return absolute.toRealPath();
        } else {
            return real(parent).resolve(absolute.getFileName());
        }
    }
}
