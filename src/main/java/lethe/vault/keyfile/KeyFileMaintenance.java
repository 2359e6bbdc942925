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

/** What is done to the key file as a whole. Whoever changes it so lets nobody else write meanwhile. */
public final class KeyFileMaintenance {
    private static final int CHUNK = 1 << 16;
    private final MirroredFile copies;
    private final WrappingKeys wrapping;
    private final Slots slots;
    private final EmailIndex directory;

    KeyFileMaintenance(MirroredFile copies, WrappingKeys wrapping, Slots slots, EmailIndex directory) {
        this.copies = copies;
        this.wrapping = wrapping;
        this.slots = slots;
        this.directory = directory;
    }

    /** Whether this is the master key; the one that is in use is not asked. */
    public boolean isOpenedBy(SecretKey masterKey) {
        return wrapping.isOpenedBy(masterKey);
    }

    /** Looks at each slot and at each group of the directory. */
    public KeyFileReport inspect() {
        var empty = new BitSet();
        var damaged = new BitSet();
        var there = 0L;
        for (var number = 0L; number < end(); number += CHUNK / Slots.SIZE) {
            var chunk = copies.read(KeyFilePart.SLOTS, Slots.position(number), CHUNK);
            for (var at = 0; at < CHUNK && number + at / Slots.SIZE < end(); at += Slots.SIZE) {
                var one = number + at / Slots.SIZE;
                if (Slots.intact(chunk, at, one) || slots.find(one).isPresent()) {
                    there++;
                } else {
                    (slots.isTaken(one) ? damaged : empty).set((int) one);
                }
            }
        }
        return new KeyFileReport(there, empty, damaged, directory.damagedGroups());
    }

    /** The numbers of all keys. */
    public List<Long> keysThere() {
        return LongStream.range(0, end())
                .filter(number -> slots.find(number).isPresent())
                .boxed()
                .toList();
    }

    /** The slot of each entry of the directory, one by one, but for what is damaged of it. */
    public void eachEntry(LongConsumer each) {
        directory.eachEntry((group, slot) -> each.accept(slot));
    }

    /** The groups of the directory that these e-mails belong into, and those that lead to them nevertheless. */
    public Set<Integer> groups(Collection<Long> emails) {
        var groups = emails.stream()
                .flatMap(number -> slots.find(number).stream())
                .map(live -> directory.group(live.place()))
                .collect(Collectors.toSet());
        directory.eachEntry((group, slot) -> {
            if (emails.contains(slot)) {
                groups.add(group);
            }
        });
        return groups;
    }

    /** Those of e-mails that belong into these groups of the directory. */
    public List<Long> emailsIn(BitSet groups) {
        return keysThere().stream()
                .filter(number -> slots.find(number)
                        .filter(live -> live.kind() == Kind.EMAIL && groups.get(directory.group(live.place())))
                        .isPresent())
                .toList();
    }

    /** Leaves nothing in these groups of the directory but those e-mails. */
    public void rewrite(BitSet groups, Map<Address, Long> emails) {
        directory.rewrite(groups, emails);
        copies.sync();
    }

    /** Whether an earlier rewrapping was interrupted. */
    public boolean isRewrapping() {
        return !header().formerKey().equals(KeyFileHeader.NO_KEY);
    }

    /** Makes a fresh wrapping key, which counts from now on, unless an interrupted rewrapping has made one. */
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

    /** Wraps so many keys anew, or those that are left; answers whether there are more. */
    public boolean rewrap(long from, int count) {
        var until = Math.min(from + count, end());
        for (var number = from; number < until; number++) {
            slots.rewrap(number);
        }
        copies.syncBoth();
        return until < end();
    }

    /** Destroys the former wrapping key: both copies of the header are overwritten and read back from the disks. */
    public void endRewrapping() {
        requireMirror();
        for (var copy = 0; copy < 2; copy++) {
            var header = header();
            write(header.with(header.wrappingKey(), header.directoryKey(), KeyFileHeader.NO_KEY));
        }
        requireMirror();
    }

    /** Begins another life of the installation: no key file and no database of the former one goes with it. */
    public void adopt(UUID incarnation) {
        write(header().withIncarnation(incarnation));
    }

    /** What the file was last taken up with; {@link KeyFileHeader#NO_NONCE} for one that is older than that. */
    public UUID nonce() {
        return header().nonce();
    }

    /** Every copy that was made before differs from now on. */
    public void takeUp(UUID nonce) {
        write(header().withNonce(nonce));
    }

    /** Another database's nodes write to it: ends the process, before the two destroy each other's keys. */
    public void giveUp() {
        copies.giveUp("it is in use with another database, a copy of ours");
    }

    /** A copy of all of it, in a directory that is made; not yet synced. */
    public void copyTo(Path home) throws IOException {
        PrivateFiles.makeDirectory(home);
        copy(KeyFilePart.SLOTS, KeyFilePart.slots(home));
        copy(KeyFilePart.DIRECTORY, KeyFilePart.directory(home, header().bits()));
    }

    private void copy(KeyFilePart part, Path file) throws IOException {
        PrivateFiles.make(file);
        try (var output = new FileOutputStream(file.toFile())) {
            var size = copies.size(part);
            for (var position = 0L; position < size; position += CHUNK) {
                output.write(copies.read(part, position, (int) Math.min(CHUNK, size - position)));
            }
        }
    }

    private long end() {
        return (copies.size(KeyFilePart.SLOTS) - Slots.START + Slots.SIZE - 1) / Slots.SIZE;
    }

    private KeyFileHeader header() {
        return KeyFileHeader.of(copies).orElseThrow(Unavailable::new);
    }

    private void write(KeyFileHeader header) {
        header.write(copies);
        wrapping.take(header);
    }

    private void requireMirror() {
        copies.syncBoth();
    }
}
