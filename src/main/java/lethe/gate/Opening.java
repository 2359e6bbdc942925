package lethe.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import lethe.disk.Disk;
import lethe.gate.GateStore.Installation;
import lethe.kernel.Randomness;
import lethe.kernel.StartRefused;
import lethe.kernel.Unavailable;
import lethe.keyfile.KeyFile;
import lethe.keyfile.NewKeyFile;
import lethe.masterkey.MasterKey;
import lethe.slots.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the key file at the start: makes sure that it is this database's, and that the two know the same of the dead. */
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
    Opened opened(PlatformTransactionManager transactions, Disk disk) {
        var opened = new TransactionTemplate(transactions).execute(status -> {
            store.closeGate();
            try {
                return open(disk);
            } catch (IOException | Unavailable failure) {
                throw new StartRefused("The key file in " + home + " cannot be used: " + failure.getMessage() + ".");
            }
        });
        return Objects.requireNonNull(opened);
    }

    private Opened open(Disk disk) throws IOException {
        var known = store.installation();
        var first = known.isEmpty() && NewKeyFile.isUnused(home);
        var header = Header.of(home);
        if (!first) {
            requireSame(known, header);
        }
        var id = header.map(Header::installation).orElseGet(randomness::uuid);
        var master = new MasterKey(environment, data).find(id, first, randomness);
        if (header.isEmpty()) {
            NewKeyFile.make(home, id, bits(), master.key(), randomness);
        }
        var keys = KeyFile.open(home, mirror(), master.key(), disk);
        if (first) {
            store.insert(Installation.of(keys.header()));
        }
        level(keys);
        if (adopts()) {
            adopt(keys);
        }
        return new Opened(keys, master.made() ? Optional.of(MasterKey.code(master.key())) : Optional.empty());
    }

    private void requireSame(Optional<Installation> known, Optional<Header> header) {
        if (header.isEmpty()) {
            throw new StartRefused("The key file in " + home + " is missing or damaged, and without it nothing that is"
                    + " sealed can be read: please put it back, from its mirror or from a copy.");
        } else if (!known.equals(header.map(Installation::of)) && !(adopts() && isClone(known, header.get()))) {
            throw new StartRefused("The key file in " + home + " belongs to another database: please put its own beside"
                    + " this one or, if this is a clone that is to live on, run lethe keys adopt.");
        }
    }

    private boolean adopts() {
        return environment.getProperty("lethe.adopt", Boolean.class, false);
    }

    /** Another life of the same installation: the same keys, and an incarnation of its own. */
    private static boolean isClone(Optional<Installation> known, Header header) {
        return known.map(Installation::id).equals(Optional.of(header.installation()));
    }

    /** Should the transaction not commit, the two differ, and it is to be adopted again. */
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
            throw new StartRefused("LETHE_KEYS_MIRROR names the key file itself: please name a directory elsewhere,"
                    + " best on another disk.");
        }
        return mirror;
    }

    /** By the marks that both keep: what the one has forgotten, the other forgets, and no number is used again. */
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
            throw new StartRefused("The key file in " + home + " is older than the database and lacks keys that are in"
                    + " use (" + String.join(", ", lost) + "): please put back the newest, or start with --accept-loss;"
                    + " what is sealed under them is lost then.");
        } else if (!lost.isEmpty()) {
            store.insertLost(mark);
        }
    }

    /** After a key file was restored from a copy, or a forgetting was interrupted. */
    private void destroyAgain(KeyFile keys, long mark) {
        var risen = new HashSet<Long>();
        try (var dead = store.keysToDestroy(mark)) {
            dead.filter(keys.slots()::isTaken).forEach(risen::add);
        }
        if (!risen.isEmpty()) {
            LOG.warn("{} keys are destroyed again that an older key file had brought back", risen.size());
            keys.eraseAgain(risen);
        }
    }
}
