package lethe.vault.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.KeyFileHeader;
import lethe.vault.keyfile.MasterKey;
import lethe.vault.keyfile.NewKeyFile;
import lethe.vault.storage.Disk;
import lethe.vault.storage.HomeLock;
import lethe.vault.storage.KeyFilePart;
import lethe.vault.vault.GateStore.Installation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the key file at startup: checks that it belongs to this database and that both agree on which keys are destroyed. */
@Configuration(proxyBeanMethods = false)
class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final int BUCKETS = 1 << 17;

    private final GateStore store;
    private final Environment environment;
    private final Randomness randomness;
    private final Path data;
    private final Path home;

    Opening(GateStore store, Environment environment, Randomness randomness) {
        this.store = store;
        this.environment = environment;
        this.randomness = randomness;
        data = Path.of(environment.getProperty("lethe.data", "data"));
        home = data.resolve("keys");
    }

    @Bean
    OpenedKeyFile opened(PlatformTransactionManager transactions, Disk disk) {
        var opened = new TransactionTemplate(transactions).execute(status -> {
            store.closeGate();
            try {
                return open(disk);
            } catch (IOException | Unavailable failure) {
                throw new StartupRefused("The key file in " + home + " cannot be used: " + failure.getMessage() + ".");
            }
        });
        return Objects.requireNonNull(opened);
    }

    /** Checks first: nothing is created or changed in a key file of another installation. */
    private OpenedKeyFile open(Disk disk) throws IOException {
        var known = store.installation();
        if (known.isPresent()) {
            requireThere(KeyFileHeader.of(home));
        }
        var lock = HomeLock.of(home, sharesKeys());
        try {
            requireOneName();
            var opened = open(lock, known, disk);
            lock.opened();
            return opened;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private OpenedKeyFile open(HomeLock lock, Optional<Installation> known, Disk disk) throws IOException {
        var first = known.isEmpty() && NewKeyFile.isUnused(home);
        var header = KeyFileHeader.of(home);
        if (!first) {
            requireSame(known, header);
        }
        var id = header.map(KeyFileHeader::installation).orElseGet(randomness::uuid);
        var master = new MasterKey(environment, data).find(id, first, randomness);
        if (header.isEmpty()) {
            NewKeyFile.make(home, id, bits(), master.key(), randomness);
        }
        var mirror = mirror();
        var keys = KeyFile.open(lock, mirror, master.key(), disk);
        try {
            if (first) {
                store.insert(Installation.of(keys.header()));
            }
            var nonces = new Nonces(store, randomness, new Remembered(data, mirror));
            var older = takeUp(keys, nonces, lock);
            var code = master.made() ? Optional.of(MasterKey.code(master.key())) : Optional.<String>empty();
            return new OpenedKeyFile(keys, code, nonces, older);
        } catch (IOException | RuntimeException refused) {
            keys.close();
            throw refused;
        }
    }

    /** @return whether the key file is older than the newest known */
    private boolean takeUp(KeyFile keys, Nonces nonces, HomeLock lock) throws IOException {
        if (!lock.isFirst()) {
            requireNoAdoption(nonces, keys);
        } else if (lock.isShared()) {
            nonces.requireNoOther(keys);
        }
        level(keys);
        if (adopts()) {
            adopt(keys);
        }
        var older = nonces.isOlder(keys);
        if (lock.isFirst()) {
            nonces.draw(keys, older);
        }
        return older;
    }

    private void requireNoAdoption(Nonces nonces, KeyFile keys) {
        nonces.requireSame(keys);
        if (adopts()) {
            throw new StartupRefused("The key file in " + home
                    + " is in use by other nodes: please stop them, or adopt a" + " copy of it.");
        }
    }

    private void requireSame(Optional<Installation> known, Optional<KeyFileHeader> header) {
        requireThere(header);
        if (!known.equals(header.map(Installation::of)) && !(adopts() && isClone(known, header.orElseThrow()))) {
            throw new StartupRefused("The key file in " + home + " belongs to another database: use the key file"
                    + " of this one or, to keep this clone, run lethe keys adopt.");
        }
    }

    private void requireThere(Optional<KeyFileHeader> header) {
        if (header.isEmpty()) {
            throw new StartupRefused("The key file in " + home + " is missing or damaged, and without it no sealed data"
                    + " can be read: restore it from its mirror or from a copy.");
        }
    }

    /** A hard link to the file bypasses the lock, which is in the directory. */
    private void requireOneName() throws IOException {
        var file = KeyFilePart.slots(home);
        if (Files.exists(file)
                && Files.getFileStore(file).supportsFileAttributeView("unix")
                && (int) Files.getAttribute(file, "unix:nlink") > 1) {
            throw new StartupRefused("The key file " + file + " has a second name (a hard link), through which"
                    + " another Lethe could write to it: delete that name, or replace this file with a copy.");
        }
    }

    /** Whether other nodes may use the key file: those of the same external database. */
    private boolean sharesKeys() {
        var hasDatabase = !environment.getProperty("lethe.database-url", "").isBlank();
        return environment.getProperty("lethe.shares-keys", Boolean.class, hasDatabase);
    }

    private boolean adopts() {
        return environment.getProperty("lethe.adopt", Boolean.class, false);
    }

    /** Another incarnation of the same installation, with the same keys. */
    private static boolean isClone(Optional<Installation> known, KeyFileHeader header) {
        return known.map(Installation::id).equals(Optional.of(header.installation()));
    }

    /** If the transaction does not commit, the two differ and adopting must be repeated. */
    private void adopt(KeyFile keys) {
        var incarnation = randomness.uuid();
        store.changeIncarnation(incarnation);
        keys.upkeep().adopt(incarnation);
    }

    private int bits() {
        var buckets = environment.getProperty("lethe.directory-buckets", Integer.class, BUCKETS);
        return Integer.numberOfTrailingZeros(Integer.highestOneBit(buckets));
    }

    private @Nullable Path mirror() throws IOException {
        var named = environment.getProperty("lethe.keys-mirror", "");
        var mirror = named.isBlank() ? null : Path.of(named);
        if (mirror != null && Files.exists(mirror) && Files.isSameFile(mirror, home)) {
            throw new StartupRefused("LETHE_KEYS_MIRROR names the key file itself: please name a directory elsewhere,"
                    + " best on another disk.");
        }
        return mirror;
    }

    /** Compares the marks of both: what one has forgotten, the other forgets, and no number is reused. */
    private void level(KeyFile keys) throws IOException {
        var mark = keys.mark();
        requireNothingLost(mark);
        keys.admitMirror();
        keys.mend();
        destroyAgain(keys, mark);
        keys.remember(store.raiseSequence(mark));
    }

    private void requireNothingLost(long mark) {
        var lost = store.keysInUseAbove(mark);
        if (!lost.isEmpty() && !environment.getProperty("lethe.accept-loss", Boolean.class, false)) {
            throw new StartupRefused("The key file in " + home
                    + " is older than the database and lacks keys that are in"
                    + " use (" + String.join(", ", lost) + "): restore the newest one, or start"
                    + " with --accept-loss, which gives up what is sealed under them.");
        } else if (!lost.isEmpty()) {
            store.insertLost(mark);
        }
    }

    /** After the key file was restored from a copy, or a destruction was interrupted. */
    private void destroyAgain(KeyFile keys, long mark) {
        var risen = new HashSet<Long>();
        try (var dead = store.keysToDestroy(mark)) {
            dead.filter(keys.slots()::isTaken).forEach(risen::add);
        }
        var inUse = risen.isEmpty() ? Set.<Long>of() : store.inUse(risen);
        if (!inUse.isEmpty()) {
            LOG.error("{} keys are listed as destroyed but still in use: they are kept", inUse.size());
            risen.removeAll(inUse);
        }
        if (!risen.isEmpty()) {
            LOG.warn("{} destroyed keys were restored with an older key file and are destroyed again", risen.size());
            keys.eraseAgain(risen);
        }
    }
}
