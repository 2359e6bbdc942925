package lethe.vault.keyfile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import javax.crypto.SecretKey;
import lethe.platform.kernel.PrivateFiles;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.Disk;
import lethe.vault.storage.HomeLock;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.storage.MirroredFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key file, opened with the master key: the keys, the e-mail index, and the header common to both. */
public final class KeyFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    /** An index of 32 GiB. */
    private static final int MOST_BITS = 26;

    private final HomeLock lock;
    private final Path home;
    private final @Nullable Mirror mirror;
    private final MirroredFile mirroredFile;
    private final Slots slots;
    private final EmailIndex index;
    private final KeyFileMaintenance upkeep;

    private KeyFile(
            HomeLock lock,
            @Nullable Path mirror,
            MirroredFile mirroredFile,
            KeyFileHeader header,
            WrappingKeys wrapping)
            throws GeneralSecurityException {
        this.lock = lock;
        home = lock.home();
        this.mirror = mirror == null ? null : new Mirror(lock, mirror, mirroredFile);
        this.mirroredFile = mirroredFile;
        slots = new Slots(mirroredFile, wrapping);
        index = new EmailIndex(mirroredFile, wrapping, header);
        upkeep = new KeyFileMaintenance(mirroredFile, wrapping, slots, index);
    }

    /**
     * Throws {@link StartupRefused} for a wrong master key. The mirror counts as unavailable until {@link #mend}. The key file
     * closes the lock.
     */
    public static KeyFile open(HomeLock lock, @Nullable Path mirror, SecretKey masterKey, Disk disk)
            throws IOException {
        var home = lock.home();
        var header = KeyFileHeader.of(home).orElseThrow(() -> damaged(home));
        try {
            var wrapping = new WrappingKeys(masterKey, header);
            var mirroredFile = new MirroredFile(home, header.bits(), mirror != null, disk);
            return new KeyFile(lock, mirror, mirroredFile, header, wrapping);
        } catch (GeneralSecurityException wrong) {
            throw new StartupRefused("The master key does not belong to the key file in " + home
                    + ": please give the recovery code that the first start printed, as LETHE_MASTER_KEY.");
        }
    }

    public Slots slots() {
        return slots;
    }

    public EmailIndex directory() {
        return index;
    }

    /** Maintenance of the file as a whole. */
    public KeyFileMaintenance upkeep() {
        return upkeep;
    }

    /** The groups of the e-mail index in which these slots have entries. */
    public SortedSet<Integer> groups(Collection<Long> numbers) {
        var groups = new TreeSet<Integer>();
        var placeless = new ArrayList<Long>();
        for (var number : numbers) {
            var live = slots.find(number);
            if (live.isEmpty()) {
                placeless.add(number);
            } else if (live.get().kind() == Kind.EMAIL) {
                groups.add(index.group(live.get().place()));
            }
        }
        if (!placeless.isEmpty()) {
            groups.addAll(index.groupsHolding(placeless));
        }
        return groups;
    }

    /** Overwrites slots and their index entries; durable after a sync. The caller must have locked the groups. */
    public void erase(Collection<Long> numbers, Collection<Integer> groups) {
        groups.forEach(group -> index.remove(group, numbers));
        numbers.forEach(slots::destroy);
    }

    /** For startup, before anyone else writes; damaged groups of the index are repaired later. */
    public void eraseAgain(Collection<Long> numbers) {
        index.removeReadable(numbers);
        numbers.forEach(slots::destroy);
        mirroredFile.sync();
    }

    /** Verifies on disk that nothing is left; false while the mirror is unavailable. */
    public boolean isErased(Collection<Long> numbers, Collection<Integer> groups) {
        mirroredFile.sync();
        groups.forEach(index::prove);
        numbers.forEach(slots::prove);
        return !mirroredFile.mirrorIsAway();
    }

    /** Returns when everything the caller has written is durable, in the mirror as well unless it is unavailable. */
    public void sync() {
        mirroredFile.sync();
    }

    /** As {@link #sync}, but throws {@link Unavailable} while the mirror is unavailable. */
    public void syncBoth() {
        mirroredFile.syncBoth();
    }

    /** Throws {@link Unavailable} once a sync has failed. */
    public void refuseIfFailed() {
        mirroredFile.refuseIfFailed();
    }

    public boolean mirrorIsAway() {
        return mirroredFile.mirrorIsAway();
    }

    public Path home() {
        return home;
    }

    /** The directories that contain it. */
    public List<Path> places() {
        return mirror == null ? List.of(home) : List.of(home, mirror.path());
    }

    /** The highest slot number ever written to this file or to one that it is a copy of. */
    public long mark() {
        var slotsEver = (mirroredFile.size(KeyFilePart.SLOTS) - Slots.START + Slots.SIZE - 1) / Slots.SIZE;
        return Math.max(header().mark(), slotsEver - 1);
    }

    /** Records that numbers up to this one have been used, and where the mirror is. */
    public void remember(long mark) {
        var header = header();
        var joined = mirroredFile.mirrorIsAway() ? header.mirror() : mirrorSum();
        if (mark > header.mark() || joined != header.mirror()) {
            header.with(Math.max(mark, header.mark()), header.bits(), joined).write(mirroredFile);
        }
    }

    /** Prepares the directory of a new mirror. */
    public void admitMirror() throws IOException {
        var header = header();
        if (mirror != null) {
            mirror.begin(header);
        }
        if (header.mirror() != KeyFileHeader.NO_MIRROR && header.mirror() != mirrorSum()) {
            LOG.warn("The key file's mirror was moved or removed: destroy the former one, because it keeps "
                    + "keys that are destroyed from now on");
        }
    }

    private int mirrorSum() {
        return mirror == null ? KeyFileHeader.NO_MIRROR : mirror.sum();
    }

    /** Whether the mirror became unavailable or the index ran full during operation. */
    public boolean needsMending() {
        return mirroredFile.mirrorIsAway() || index.isFull();
    }

    /** Doubles the index if it is more than half full, and joins the mirror. No one else may write. */
    public void mend() {
        enlarge(index::isOverHalfFull, 1);
    }

    /** Doubles the index until these e-mails fit with room to spare. No one else may write. */
    public void makeRoom(Collection<Address> addresses) {
        enlarge(() -> !index.hasRoomFor(addresses), MOST_BITS);
    }

    /** Removes the remains of an interrupted doubling first. */
    private void enlarge(BooleanSupplier isSmall, int most) {
        try {
            // Another node may have doubled it: the header, not the open file, determines the current index.
            index.refresh();
            mirroredFile.wipeDirectoriesBut(header().bits());
            for (var round = 0; round < most && header().bits() < MOST_BITS && isSmall.getAsBoolean(); round++) {
                doubleDirectory();
            }
        } catch (IOException | Unavailable failure) {
            LOG.error("The e-mail index could not be doubled", failure);
        }
        if (mirror != null && mirroredFile.mirrorIsAway()) {
            mirror.join(header());
        }
    }

    private void doubleDirectory() throws IOException {
        var header = header();
        index.writeDoubled(KeyFilePart.directory(home, header.bits() + 1), slots);
        PrivateFiles.syncNames(home);
        mirroredFile.leaveMirror();
        header.with(header.mark(), header.bits() + 1, header.mirror()).write(mirroredFile);
        index.refresh();
        mirroredFile.wipeDirectoriesBut(header.bits() + 1);
    }

    /** The current header. */
    public KeyFileHeader header() {
        return KeyFileHeader.of(mirroredFile).orElseThrow(() -> damaged(home));
    }

    private static StartupRefused damaged(Path home) {
        return new StartupRefused(
                "The key file in " + home + " is damaged: please restore it from its mirror or from a copy.");
    }

    @Override
    public void close() {
        mirroredFile.close();
        if (mirror != null) {
            mirror.close();
        }
        lock.close();
    }
}
