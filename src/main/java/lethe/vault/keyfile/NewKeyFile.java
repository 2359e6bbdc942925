package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import javax.crypto.SecretKey;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.Randomness;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.KeyFilePart;

/** Creates the key file of a new installation. */
public final class NewKeyFile {
    private NewKeyFile() {}

    /** Whether there is none, or only the remains of an interrupted first start, with no key but the installation's. */
    public static boolean isUnused(Path home) throws IOException {
        var file = KeyFilePart.slots(home);
        return !Files.exists(file) || Files.size(file) <= Slots.position(Slots.INSTALLATION + 1);
    }

    /** Creates the file atomically. */
    public static void make(Path home, UUID installation, int bits, SecretKey masterKey, Randomness randomness)
            throws IOException {
        var wrappingKey = KeyWrap.key(randomness.bytes(KeyWrap.KEY));
        var directoryKey = KeyWrap.key(randomness.bytes(KeyWrap.KEY));
        var header = new KeyFileHeader(
                1,
                installation,
                randomness.uuid(),
                Slots.INSTALLATION,
                bits,
                KeyFileHeader.NO_MIRROR,
                ByteBuffer.wrap(KeyWrap.wrap(masterKey, wrappingKey)),
                ByteBuffer.wrap(KeyWrap.wrap(wrappingKey, directoryKey)),
                KeyFileHeader.NO_KEY,
                KeyFileHeader.NO_NONCE);
        var installationKey = KeyWrap.wrap(wrappingKey, KeyWrap.key(randomness.bytes(KeyWrap.KEY)));
        var start = ByteBuffer.allocate(Slots.START + Slots.SIZE)
                .put((int) header.position(), header.bytes())
                .put(Slots.START, Slots.bytes(Slots.INSTALLATION, Kind.INSTALLATION, 0, installationKey));
        var beside = home.resolve("slots.new");
        PrivateFiles.makeDirectory(home);
        IndexFile.writeEmpty(KeyFilePart.directory(home, bits), bits);
        PrivateFiles.make(beside);
        Files.write(beside, start.array(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(beside, KeyFilePart.slots(home), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncNames(home);
    }
}
