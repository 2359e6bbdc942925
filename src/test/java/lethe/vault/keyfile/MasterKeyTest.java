package lethe.vault.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.SecretKey;
import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class MasterKeyTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @TempDir
    Path place;

    private final MockEnvironment environment = new MockEnvironment();

    @BeforeEach
    void keepsToItsOwnPlace() {
        environment.setProperty("lethe.config-home", place.resolve("config").toString());
    }

    @Test
    void survivesTheRoundTripAsACode() {
        var key = KeyFiles.someKey();

        var code = MasterKey.code(key);

        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{7}-){7}[0-9A-HJKMNP-TV-Z]{7}");
        assertThat(MasterKey.parse(code)).contains(key);
    }

    @Test
    void toleratesVariationsInCopying() {
        var key = KeyWrap.key(new byte[32]);
        var code = MasterKey.code(key);

        assertThat(MasterKey.parse(" " + code.replace("-", " ").toLowerCase(Locale.ROOT) + "\n"))
                .contains(key);
        assertThat(MasterKey.parse(code.replace('0', 'o'))).contains(key);
        assertThat(MasterKey.parse(HexFormat.of().formatHex(key.getEncoded()))).contains(key);
    }

    @Test
    void detectsOneWrongLetter() {
        var code = MasterKey.code(KeyFiles.someKey());

        for (var place = 0; place < code.length(); place++) {
            for (var letter :
                    ALPHABET.replace(code.substring(place, place + 1), "").toCharArray()) {
                var typo = code.substring(0, place) + letter + code.substring(place + 1);
                assertThat(MasterKey.parse(typo)).isEmpty();
            }
        }
    }

    @Test
    void detectsSwappedOrMissingLetters() {
        var code = MasterKey.code(KeyWrap.key(
                        HexFormat.of().parseHex("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")))
                .replace("-", "");

        for (var place = 0; place + 1 < code.length(); place++) {
            var swapped =
                    code.substring(0, place) + code.charAt(place + 1) + code.charAt(place) + code.substring(place + 2);
            assertThat(swapped.equals(code) || MasterKey.parse(swapped).isEmpty())
                    .isTrue();
            assertThat(MasterKey.parse(code.substring(0, place) + code.substring(place + 1)))
                    .isEmpty();
        }
    }

    @Test
    void isGeneratedPrivateAtTheFirstStart() throws IOException {
        var found = find(true);

        var file = Files.list(place.resolve("config")).findFirst().orElseThrow();
        assertThat(found.made()).isTrue();
        assertThat(MasterKey.parse(Files.readString(file))).contains(found.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void makesAnOpenKeyFilePrivate() throws IOException {
        find(true);
        var own = Files.list(place.resolve("config")).findFirst().orElseThrow();
        var named = place.resolve("named");
        Files.copy(own, named);
        Files.createSymbolicLink(place.resolve("link"), named);

        for (var mode : new String[] {"rw-r--r--", "rw-rw----", "rwxrwxrwx", "rw-----w-"}) {
            open(own, mode);
            find(false);
            assertThat(modeOf(own)).as(mode).isEqualTo("rw-------");
        }
        open(named, "rw-r--r--");
        environment.setProperty("lethe.master-key-file", place.resolve("link").toString());
        find(false);
        assertThat(modeOf(named)).isEqualTo("rw-------");
        open(named, "r--------");
        find(false);
        assertThat(modeOf(named)).as("closed already").isEqualTo("r--------");
    }

    /** systemd controls access to credentials itself. */
    @Test
    void leavesSystemdCredentialsUnchanged() throws IOException {
        var credential = place.resolve("lethe-master-key");
        write(credential, KeyFiles.someKey());
        open(credential, "r--r-----");
        environment.setProperty("CREDENTIALS_DIRECTORY", place.toString());

        find(false);

        assertThat(modeOf(credential)).isEqualTo("r--r-----");
    }

    @Test
    void isFoundAgainButNotPrintedAgain() throws IOException {
        var made = find(true);

        var found = find(false);

        assertThat(found.key()).isEqualTo(made.key());
        assertThat(found.made()).isFalse();
    }

    @Test
    void prefersTheEnvironmentThenTheFileThenTheCredentials() throws IOException {
        var inEnvironment = KeyFiles.someKey();
        var inFile = KeyFiles.someKey();
        var inCredentials = KeyFiles.someKey();
        write(place.resolve("lethe-master-key"), inCredentials);
        write(place.resolve("file"), inFile);

        environment.setProperty("CREDENTIALS_DIRECTORY", place.toString());
        assertThat(find(false).key()).isEqualTo(inCredentials);

        environment.setProperty("lethe.master-key-file", place.resolve("file").toString());
        assertThat(find(false).key()).isEqualTo(inFile);

        environment.setProperty("lethe.master-key", MasterKey.code(inEnvironment));
        assertThat(find(false).key()).isEqualTo(inEnvironment);
    }

    @Test
    void isRefusedInTheDataDirectoryByAnyPath() throws IOException {
        Files.createDirectories(place.resolve("data"));
        Files.createSymbolicLink(place.resolve("link"), place.resolve("data"));

        environment.setProperty(
                "lethe.master-key-file", place.resolve("link/deep/key").toString());
        assertThatThrownBy(() -> find(true)).isInstanceOf(StartupRefused.class).hasMessageContaining("data directory");

        environment.setProperty("lethe.master-key-file", "");
        environment.setProperty(
                "lethe.config-home", place.resolve("other/../data/config").toString());
        assertThatThrownBy(() -> find(true)).isInstanceOf(StartupRefused.class).hasMessageContaining("data directory");
    }

    @Test
    void isNotGeneratedForExistingData() {
        assertThatThrownBy(() -> find(false)).isInstanceOf(StartupRefused.class).hasMessageContaining("recovery code");
        assertThat(place.resolve("config")).doesNotExist();
    }

    @Test
    void isRefusedWhenMistypedButNotQuoted() {
        environment.setProperty("lethe.master-key", "GUESS-GUESS");

        assertThatThrownBy(() -> find(false))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_MASTER_KEY")
                .hasMessageNotContaining("GUESS");
    }

    private MasterKey.Found find(boolean firstStart) throws IOException {
        return new MasterKey(environment, place.resolve("data"))
                .find(KeyFiles.INSTALLATION, firstStart, KeyFiles.RANDOMNESS);
    }

    private static void open(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void write(Path file, SecretKey key) throws IOException {
        Files.writeString(file, MasterKey.code(key) + "\n");
    }
}
