package lethe.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.SecretKey;
import lethe.kernel.Randomness;
import lethe.kernel.StartRefused;
import lethe.kernel.Unavailable;
import lethe.vault.Copy.Part;
import lethe.vault.Slots.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key file, opened with the master key: keys, the directory of e-mails, and the header that holds them together. */
final class KeyFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final int NO_MIRROR = 0;

    private final Path home;
    private final @Nullable Path mirror;
    private final Copies copies;
    private final Slots slots;
    private final Directory directory;

    private KeyFile(Path home, @Nullable Path mirror, Copies copies, Header header, SecretKey wrappingKey)
            throws GeneralSecurityException {
        this.home = home;
        this.mirror = mirror;
        this.copies = copies;
        slots = new Slots(copies, wrappingKey);
        directory = new Directory(
                copies, Seal.unwrap(wrappingKey, header.directoryKey().array()), header.bits());
    }

    /** What the key file in a directory says of itself; empty where there is none. */
    static Optional<Header> header(Path home) throws IOException {
        var file = Copy.slots(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var bytes = Files.newInputStream(file)) {
            var start = bytes.readNBytes(Slots.START);
            return start.length < Slots.START ? Optional.empty() : Header.newest(start);
        }
    }

    /** Makes the key file of an installation that has none yet; it is there whole, or not at all. */
    static void make(Path home, UUID installation, int bits, SecretKey masterKey, Randomness randomness)
            throws IOException {
        var wrappingKey = Seal.key(randomness.bytes(Seal.KEY));
        var directoryKey = Seal.key(randomness.bytes(Seal.KEY));
        var header = new Header(
                1,
                installation,
                randomness.uuid(),
                Slots.INSTALLATION,
                bits,
                NO_MIRROR,
                ByteBuffer.wrap(Seal.wrap(masterKey, wrappingKey)),
                ByteBuffer.wrap(Seal.wrap(wrappingKey, directoryKey)));
        var installationKey = Seal.wrap(wrappingKey, Seal.key(randomness.bytes(Seal.KEY)));
        var start = ByteBuffer.allocate(Slots.START + Slots.SIZE)
                .put((int) header.position(), header.bytes())
                .put(Slots.START, Slots.bytes(Slots.INSTALLATION, Kind.INSTALLATION, 0, installationKey));
        var beside = home.resolve("slots.new");
        Copy.makeHome(home);
        Directory.writeEmpty(Copy.directory(home, bits), bits);
        Copy.make(beside);
        Files.write(beside, start.array(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(beside, Copy.slots(home), StandardCopyOption.ATOMIC_MOVE);
        Copy.forceNames(home);
    }

    /** Refuses a wrong master key. The mirror is away until {@link #joinMirror}. */
    static KeyFile open(Path home, @Nullable Path mirror, SecretKey masterKey, Runnable halt) throws IOException {
        var header = header(home)
                .orElseThrow(() -> new StartRefused(
                        "The key file in " + home + " is damaged: please restore it from its mirror or from a copy."));
        try {
            var wrappingKey = Seal.unwrap(masterKey, header.wrappingKey().array());
            var copies = new Copies(new Copy(home, header.bits()), mirror != null, halt);
            return new KeyFile(home, mirror, copies, header, wrappingKey);
        } catch (GeneralSecurityException wrong) {
            throw new StartRefused("The master key is not the one of the key file in " + home
                    + ": please give the recovery code that the first start printed, as LETHE_MASTER_KEY.");
        }
    }

    Slots slots() {
        return slots;
    }

    Directory directory() {
        return directory;
    }

    Copies copies() {
        return copies;
    }

    /** The groups of the directory in which these slots have entries. */
    SortedSet<Integer> groups(Collection<Long> numbers) {
        var groups = new TreeSet<Integer>();
        var placeless = new ArrayList<Long>();
        for (var number : numbers) {
            var live = slots.find(number);
            if (live.isEmpty()) {
                placeless.add(number);
            } else if (live.get().kind() == Kind.EMAIL) {
                groups.add(directory.group(live.get().place()));
            }
        }
        if (!placeless.isEmpty()) {
            groups.addAll(directory.groupsHolding(placeless));
        }
        return groups;
    }

    /** Overwrites slots and their entries; on the disk once synced. Takes the locks of the groups for granted. */
    void erase(Collection<Long> numbers, Collection<Integer> groups) {
        groups.forEach(group -> directory.remove(group, numbers));
        numbers.forEach(slots::destroy);
    }

    /** Whether nothing is left, as the disks themselves have shown; false while the mirror's cannot be asked. */
    boolean isErased(Collection<Long> numbers, Collection<Integer> groups) {
        copies.sync();
        groups.forEach(directory::prove);
        numbers.forEach(slots::prove);
        return !copies.mirrorIsAway();
    }

    boolean isMirrored() {
        return mirror != null;
    }

    Storage storage() {
        try {
            var storage = Storage.of(home);
            return mirror == null || copies.mirrorIsAway() ? storage : storage.and(Storage.of(mirror));
        } catch (IOException outOfReach) {
            throw new Unavailable();
        }
    }

    /** No slot with a higher number was ever written, neither to this file nor to any that it is a copy of. */
    long mark() {
        var slotsEver = (copies.size(Part.SLOTS) - Slots.START + Slots.SIZE - 1) / Slots.SIZE;
        return Math.max(header().mark(), slotsEver - 1);
    }

    /** Remembers that numbers up to this one were given out, and where the mirror is. */
    void remember(long mark) {
        var header = header();
        var joined = copies.mirrorIsAway() ? header.mirror() : mirrorSum();
        if (mark > header.mark() || joined != header.mirror()) {
            write(header.with(Math.max(mark, header.mark()), header.bits(), joined));
        }
    }

    /** Makes place for a mirror where none was before; one that is missing is out of reach instead. */
    void admitMirror() throws IOException {
        var before = header().mirror();
        if (mirror != null && mirrorSum() != before) {
            Copy.makeHome(mirror);
            Copy.make(Copy.slots(mirror));
        }
        if (before != NO_MIRROR && before != mirrorSum()) {
            LOG.warn("The key file's mirror is elsewhere now, or nowhere: please destroy the former one, which keeps"
                    + " keys that are destroyed from now on");
        }
    }

    private int mirrorSum() {
        return mirror == null ? NO_MIRROR : mirror.toAbsolutePath().toString().hashCode() | 1;
    }

    /** Brings the mirror level with the file, where one is wanted and away; nobody may write meanwhile. */
    void joinMirror() {
        if (mirror != null && copies.mirrorIsAway()) {
            try {
                copies.join(mirror(mirror));
            } catch (IOException outOfReach) {
                LOG.error("The mirror of the key file is out of reach: nobody can be created or forgotten", outOfReach);
            }
        }
    }

    /** Makes room for as many e-mails again, where half of it is taken; nobody may write meanwhile. */
    void doubleIfHalfFull() {
        if (directory.isOverHalfFull()) {
            try {
                var header = header();
                directory.writeDoubled(Copy.directory(home, header.bits() + 1), slots);
                Copy.forceNames(home);
                copies.leaveMirror();
                write(header.with(header.mark(), header.bits() + 1, header.mirror()));
                directory.refresh();
                copies.wipeOtherDirectories();
            } catch (IOException failure) {
                LOG.error("The directory of e-mails could not be doubled", failure);
            }
        }
    }

    /** Whether the mirror is away or the directory ran full while we were at work. */
    boolean needsMending() {
        return copies.mirrorIsAway() || directory.isFull();
    }

    /** Nobody may write meanwhile. */
    void mend() {
        doubleIfHalfFull();
        joinMirror();
    }

    private Copy mirror(Path path) throws IOException {
        var ours = header();
        var theirs = header(path);
        if (theirs.isPresent() && !theirs.get().isOf(ours)) {
            throw new StartRefused("The mirror " + path + " belongs to another installation: please name another"
                    + " directory with LETHE_KEYS_MIRROR.");
        } else if (theirs.isPresent() && isNewer(theirs.get(), path)) {
            throw new StartRefused("The key file in " + home + " is older than its mirror: please copy the files in "
                    + path + " to it.");
        }
        if (!Files.exists(Copy.slots(path))) {
            throw new IOException(path + " holds no key file; a new mirror begins as a copy of " + home);
        }
        Copy.make(Copy.directory(path, ours.bits()));
        return new Copy(path, ours.bits());
    }

    /** As it is when the file was restored from a copy and its mirror was not. */
    private boolean isNewer(Header theirs, Path path) throws IOException {
        return theirs.generation() > header().generation() || Files.size(Copy.slots(path)) > copies.size(Part.SLOTS);
    }

    Header header() {
        return copies.header()
                .orElseThrow(() -> new StartRefused("The key file in " + home + " is damaged: please"
                        + " restore it from its mirror or from a copy."));
    }

    private void write(Header header) {
        copies.write(Part.SLOTS, header.position(), header.bytes());
        copies.sync();
    }

    @Override
    public void close() {
        copies.close();
    }
}
