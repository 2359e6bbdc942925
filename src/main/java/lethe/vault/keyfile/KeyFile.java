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

/** The key file, opened with the master key: keys, the directory of e-mails, and the header that holds them together. */
public final class KeyFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    /** 32 GiB of directory. */
    private static final int MOST_BITS = 26;

    private final HomeLock lock;
    private final Path home;
    private final @Nullable Mirror mirror;
    private final MirroredFile copies;
    private final Slots slots;
    private final EmailIndex directory;
    private final KeyFileMaintenance upkeep;

    private KeyFile(
            HomeLock lock, @Nullable Path mirror, MirroredFile copies, KeyFileHeader header, WrappingKeys wrapping)
            throws GeneralSecurityException {
        this.lock = lock;
        home = lock.home();
        this.mirror = mirror == null ? null : new Mirror(lock, mirror, copies);
        this.copies = copies;
        slots = new Slots(copies, wrapping);
        directory = new EmailIndex(copies, wrapping, header);
        upkeep = new KeyFileMaintenance(copies, wrapping, slots, directory);
    }

    /** Refuses a wrong master key. The mirror is away until {@link #mend}. The lock is the file's from now on. */
    public static KeyFile open(HomeLock lock, @Nullable Path mirror, SecretKey masterKey, Disk disk)
            throws IOException {
        var home = lock.home();
        var header = KeyFileHeader.of(home).orElseThrow(() -> damaged(home));
        try {
            var wrapping = new WrappingKeys(masterKey, header);
            var copies = new MirroredFile(home, header.bits(), mirror != null, disk);
            return new KeyFile(lock, mirror, copies, header, wrapping);
        } catch (GeneralSecurityException wrong) {
            throw new StartupRefused("The master key is not the one of the key file in " + home
                    + ": please give the recovery code that the first start printed, as LETHE_MASTER_KEY.");
        }
    }

    public Slots slots() {
        return slots;
    }

    public EmailIndex directory() {
        return directory;
    }

    /** For whoever looks after the file as a whole. */
    public KeyFileMaintenance upkeep() {
        return upkeep;
    }

    /** The groups of the directory in which these slots have entries. */
    public SortedSet<Integer> groups(Collection<Long> numbers) {
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
    public void erase(Collection<Long> numbers, Collection<Integer> groups) {
        groups.forEach(group -> directory.remove(group, numbers));
        numbers.forEach(slots::destroy);
    }

    /** At a start, before anybody else writes; damaged parts of the directory are mended later. */
    public void eraseAgain(Collection<Long> numbers) {
        directory.removeReadable(numbers);
        numbers.forEach(slots::destroy);
        copies.sync();
    }

    /** Whether nothing is left, as the disks themselves have shown; false while the mirror's cannot be asked. */
    public boolean isErased(Collection<Long> numbers, Collection<Integer> groups) {
        copies.sync();
        groups.forEach(directory::prove);
        numbers.forEach(slots::prove);
        return !copies.mirrorIsAway();
    }

    /** Returns once all that the caller has written is on the disk, and in the mirror unless that is away. */
    public void sync() {
        copies.sync();
    }

    /** As {@link #sync}, and refuses while the mirror is away. */
    public void syncBoth() {
        copies.syncBoth();
    }

    /** Refuses once a sync has failed. */
    public void refuseIfFailed() {
        copies.refuseIfFailed();
    }

    public boolean mirrorIsAway() {
        return copies.mirrorIsAway();
    }

    public Path home() {
        return home;
    }

    /** The directories that it is in. */
    public List<Path> places() {
        return mirror == null ? List.of(home) : List.of(home, mirror.path());
    }

    /** No slot with a higher number was ever written, neither to this file nor to any that it is a copy of. */
    public long mark() {
        var slotsEver = (copies.size(KeyFilePart.SLOTS) - Slots.START + Slots.SIZE - 1) / Slots.SIZE;
        return Math.max(header().mark(), slotsEver - 1);
    }

    /** Remembers that numbers up to this one were given out, and where the mirror is. */
    public void remember(long mark) {
        var header = header();
        var joined = copies.mirrorIsAway() ? header.mirror() : mirrorSum();
        if (mark > header.mark() || joined != header.mirror()) {
            header.with(Math.max(mark, header.mark()), header.bits(), joined).write(copies);
        }
    }

    /** Makes place for a mirror where there was none before. */
    public void admitMirror() throws IOException {
        var header = header();
        if (mirror != null) {
            mirror.begin(header);
        }
        if (header.mirror() != KeyFileHeader.NO_MIRROR && header.mirror() != mirrorSum()) {
            LOG.warn("The key file's mirror is elsewhere now, or nowhere: please destroy the former one, which keeps"
                    + " keys that are destroyed from now on");
        }
    }

    private int mirrorSum() {
        return mirror == null ? KeyFileHeader.NO_MIRROR : mirror.sum();
    }

    /** Whether the mirror is away or the directory ran full while we were at work. */
    public boolean needsMending() {
        return copies.mirrorIsAway() || directory.isFull();
    }

    /** Doubles a directory that is half full and joins the mirror; nobody may write meanwhile. */
    public void mend() {
        enlarge(directory::isOverHalfFull, 1);
    }

    /** Doubles the directory until these e-mails fit in with some to spare; nobody may write meanwhile. */
    public void makeRoom(Collection<Address> addresses) {
        enlarge(() -> !directory.hasRoomFor(addresses), MOST_BITS);
    }

    /** First removes what an interruption left. */
    private void enlarge(BooleanSupplier isSmall, int most) {
        try {
            // Another node may have doubled it: the header tells which is current, not what this one has open.
            directory.refresh();
            copies.wipeDirectoriesBut(header().bits());
            for (var round = 0; round < most && header().bits() < MOST_BITS && isSmall.getAsBoolean(); round++) {
                doubleDirectory();
            }
        } catch (IOException | Unavailable failure) {
            LOG.error("The directory of e-mails could not be doubled", failure);
        }
        if (mirror != null && copies.mirrorIsAway()) {
            mirror.join(header());
        }
    }

    private void doubleDirectory() throws IOException {
        var header = header();
        directory.writeDoubled(KeyFilePart.directory(home, header.bits() + 1), slots);
        PrivateFiles.syncNames(home);
        copies.leaveMirror();
        header.with(header.mark(), header.bits() + 1, header.mirror()).write(copies);
        directory.refresh();
        copies.wipeDirectoriesBut(header.bits() + 1);
    }

    /** As it is now. */
    public KeyFileHeader header() {
        return KeyFileHeader.of(copies).orElseThrow(() -> damaged(home));
    }

    private static StartupRefused damaged(Path home) {
        return new StartupRefused(
                "The key file in " + home + " is damaged: please restore it from its mirror or from a copy.");
    }

    @Override
    public void close() {
        copies.close();
        if (mirror != null) {
            mirror.close();
        }
        lock.close();
    }
}
