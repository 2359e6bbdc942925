package lethe.vault.keyfile;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.crypto.SecretKey;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;

/** Operations on the key file as a whole. No one else may write during those that change it. */
public final class KeyFileMaintenance {
    private static final int CHUNK = 1 << 16;
    private final MirroredFile mirroredFile;
    private final WrappingKeys wrapping;
    private final Slots slots;
    private final EmailIndex index;

    KeyFileMaintenance(MirroredFile mirroredFile, WrappingKeys wrapping, Slots slots, EmailIndex index) {
        this.mirroredFile = mirroredFile;
        this.wrapping = wrapping;
        this.slots = slots;
        this.index = index;
    }

    /** Whether the candidate is the master key; the key in use is not disclosed. */
    public boolean isOpenedBy(SecretKey masterKey) {
        return wrapping.isOpenedBy(masterKey);
    }

    /** Checks every slot and every group of the e-mail index. */
    public KeyFileReport inspect() {
        var empty = new BitSet();
        var damaged = new BitSet();
        var there = 0L;
        for (var number = 0L; number < end(); number += CHUNK / Slots.SIZE) {
            var chunk = mirroredFile.read(KeyFilePart.SLOTS, Slots.position(number), CHUNK);
            for (var at = 0; at < CHUNK && number + at / Slots.SIZE < end(); at += Slots.SIZE) {
                var one = number + at / Slots.SIZE;
                if (Slots.intact(chunk, at, one) || slots.find(one).isPresent()) {
                    there++;
                } else {
                    (slots.isTaken(one) ? damaged : empty).set((int) one);
                }
            }
        }
        return new KeyFileReport(there, empty, damaged, index.damagedGroups());
    }

    /** The numbers of all existing keys. */
    public List<Long> keysThere() {
        return LongStream.range(0, end())
                .filter(number -> slots.find(number).isPresent())
                .boxed()
                .toList();
    }

    /** Passes the slot of each index entry, except in damaged groups. */
    public void eachEntry(LongConsumer each) {
        index.eachEntry((group, slot) -> each.accept(slot));
    }

    /** The index groups that these slots belong to, and those that contain them wrongly. */
    public Set<Integer> groups(Collection<Long> emails) {
        var groups = emails.stream()
                .flatMap(number -> slots.find(number).stream())
                .map(live -> index.group(live.place()))
                .collect(Collectors.toSet());
        index.eachEntry((group, slot) -> {
            if (emails.contains(slot)) {
                groups.add(group);
            }
        });
        return groups;
    }

    /** The e-mail slots that belong to these index groups. */
    public List<Long> emailsIn(BitSet groups) {
        return keysThere().stream()
                .filter(number -> slots.find(number)
                        .filter(live -> live.kind() == Kind.EMAIL && groups.get(index.group(live.place())))
                        .isPresent())
                .toList();
    }

    /** Replaces these index groups; they contain only the given e-mails afterwards. */
    public void rewrite(BitSet groups, Map<Address, Long> emails) {
        index.rewrite(groups, emails);
        mirroredFile.sync();
    }

    /** Whether a rewrapping was interrupted. */
    public boolean isRewrapping() {
        return !header().formerKey().equals(KeyFileHeader.NO_KEY);
    }

    /** Creates a fresh wrapping key and makes it current, unless an interrupted rewrapping already has one. */
    public void beginRewrapping(Randomness randomness) {
        requireMirror();
        if (!isRewrapping()) {
            try {
                write(wrapping.begin(header(), KeyWrap.key(randomness.bytes(KeyWrap.KEY))));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /**
     * Rewraps up to {@code count} keys.
     *
     * @return whether any are left
     */
    public boolean rewrap(long from, int count) {
        var until = Math.min(from + count, end());
        for (var number = from; number < until; number++) {
            slots.rewrap(number);
        }
        mirroredFile.syncBoth();
        return until < end();
    }

    /** Destroys the former wrapping key: overwrites both copies of the header and reads them back from disk. */
    public void endRewrapping() {
        requireMirror();
        for (var copy = 0; copy < 2; copy++) {
            var header = header();
            write(header.with(header.wrappingKey(), header.directoryKey(), KeyFileHeader.NO_KEY));
        }
        requireMirror();
    }

    /** Begins a new incarnation of the installation, so that key files and databases of the former one no longer match. */
    public void adopt(UUID incarnation) {
        write(header().withIncarnation(incarnation));
    }

    /** The nonce of the last opening; {@link KeyFileHeader#NO_NONCE} in files of older versions. */
    public UUID nonce() {
        return header().nonce();
    }

    /** From now on every earlier copy differs. */
    public void takeUp(UUID nonce) {
        write(header().withNonce(nonce));
    }

    /** Another database's nodes write to the file: ends the process before the two destroy each other's keys. */
    public void giveUp() {
        mirroredFile.giveUp("it is in use by another database, a copy of ours");
    }

    /** Copies the file to a new directory; not synced. */
    public void copyTo(Path home) throws IOException {
        PrivateFiles.makeDirectory(home);
        copy(KeyFilePart.SLOTS, KeyFilePart.slots(home));
        copy(KeyFilePart.DIRECTORY, KeyFilePart.directory(home, header().bits()));
    }

    private void copy(KeyFilePart part, Path file) throws IOException {
        PrivateFiles.make(file);
        try (var output = new FileOutputStream(file.toFile())) {
            var size = mirroredFile.size(part);
            for (var position = 0L; position < size; position += CHUNK) {
                output.write(mirroredFile.read(part, position, (int) Math.min(CHUNK, size - position)));
            }
        }
    }

    private long end() {
        return (mirroredFile.size(KeyFilePart.SLOTS) - Slots.START + Slots.SIZE - 1) / Slots.SIZE;
    }

    private KeyFileHeader header() {
        return KeyFileHeader.of(mirroredFile).orElseThrow(Unavailable::new);
    }

    private void write(KeyFileHeader header) {
        header.write(mirroredFile);
        wrapping.take(header);
    }

    private void requireMirror() {
        mirroredFile.syncBoth();
    }
}
