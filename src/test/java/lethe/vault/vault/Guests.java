package lethe.vault.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.LetheTest;
import lethe.platform.database.AsOwner;
import lethe.platform.database.RoundTrips;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.TenantContext;
import lethe.vault.consistency.Comparisons;
import lethe.vault.consistency.KeyReferences;
import lethe.vault.keyfile.KeyFileMaintenance;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.storage.Disk;
import lethe.vault.storage.FaultyDisk;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Base class with a table of guests, which stands for all tables that refer to keys. Uses its own platform: other tests insert
 * rows without keys, with which no node would start.
 */
@LetheTest
@TestPropertySource(properties = {"lethe.test.platform=guests", "lethe.shares-keys=true"})
public abstract class Guests {
    protected static final String BEA = "bea@x.example";
    protected static final String LEO = "leo@x.example";

    @Autowired
    protected RoundTrips trips;

    @Autowired
    protected Vault vault;

    @Autowired
    VaultStore store;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Environment environment;

    @Autowired
    protected Randomness randomness;

    @Autowired
    protected ApplicationContext context;

    @TempDir
    protected Path place;

    final FaultyDisk disk = new FaultyDisk();
    final Set<KeySlot> awaited = ConcurrentHashMap.newKeySet();
    private final EmailClaimHolder waiting =
            slots -> slots.stream().filter(awaited::remove).collect(Collectors.toSet());
    final Sweeping sweeping = new Sweeping(Clock.systemUTC());
    private final Map<Vault, OtherNode> nodes = new HashMap<>();
    protected OrganisationId acme;

    @BeforeEach
    void found() {
        AsOwner.of(context).execute("""
                create table guest
                (
                    organisation_id uuid   not null,
                    id              uuid   not null,
                    slot            bigint not null unique,
                    email           bytea  not null,
                    primary key (organisation_id, id)
                );
                call isolate('guest');
                call holds_keys('guest', 'slot');
                grant select, insert, delete on guest to lethe_app;
                """);
        level();
        acme = organisation();
    }

    /** Resets the database's nonce to the key file's, because other tests may have opened it with key files of their own. */
    protected void level() {
        var nonce = vault.alone(KeyFileMaintenance::nonce);
        AsOwner.of(context).update("update installation set nonce = ?", nonce);
    }

    @AfterEach
    void leave() {
        nodes.values().forEach(OtherNode::close);
        AsOwner.of(context).execute("delete from key_holder where holder = 'guest'::regclass; drop table guest");
    }

    protected Vault node(String... properties) {
        return node(disk, properties);
    }

    Vault node(Disk on, String... properties) {
        var own = new MockEnvironment();
        for (var name : List.of("lethe.data", "lethe.master-key-file", "lethe.directory-buckets")) {
            own.setProperty(name, environment.getRequiredProperty(name));
        }
        // Any key file other than the platform's is exclusive.
        own.setProperty(
                "lethe.shares-keys", Boolean.toString(!List.of(properties).contains("lethe.data")));
        for (var at = 0; at < properties.length; at += 2) {
            own.setProperty(properties[at], properties[at + 1]);
        }
        var node = OtherNode.of(context, own, on);
        var its = new Vault(
                store, node.opened(), node.writing(), Clock.systemUTC(), randomness, List.of(waiting), sweeping, trips);
        nodes.put(its, node);
        return its;
    }

    /** The slots whose forgetting is pending. */
    protected List<Long> pending(UUID subject) {
        return in(acme, () -> trips.ask(trip -> store.pending(trip, List.of(subject))));
    }

    protected void stop(Vault node) {
        Objects.requireNonNull(nodes.get(node)).close();
    }

    protected OpenedKeyFile openedBy(Vault node) {
        return Objects.requireNonNull(nodes.get(node)).opened();
    }

    protected KeyFileTransactions writingBy(Vault node) {
        return Objects.requireNonNull(nodes.get(node)).writing();
    }

    /** How often a node has ended its process. */
    protected int halts() {
        return disk.halts();
    }

    protected KeyReferences keysInUse(Vault node) {
        return Comparisons.by(Objects.requireNonNull(nodes.get(node)), context);
    }

    protected Path home() {
        return Path.of(environment.getRequiredProperty("lethe.data"), "keys");
    }

    protected Path copyOfKeys() throws IOException {
        return copyOfKeys(place.resolve("copy"));
    }

    protected Path copyOfKeys(Path copy) throws IOException {
        FileSystemUtils.copyRecursively(home(), copy.resolve("keys"));
        return copy;
    }

    OrganisationId organisation() {
        var id = new OrganisationId(randomness.uuid());
        in(id, () -> {
            jdbc.sql("insert into organisation (id, slug) values (:id, :slug)")
                    .param("id", id.value())
                    .param("slug", "o" + id.value().toString().substring(24))
                    .update();
            jdbc.sql(
                            "insert into organisation_details (organisation_id, name, created_at) values (:id, 'Vault', now())")
                    .param("id", id.value())
                    .update();
            vault.foundOrganisation(id);
            return id;
        });
        return id;
    }

    protected Guest create(Vault on, String email) {
        return in(acme, () -> insert(on, email));
    }

    List<Guest> createAll(Vault on, List<String> emails) {
        return in(acme, () -> {
            var slots = on.claimAll(acme, emails, this::held);
            return IntStream.range(0, emails.size())
                    .mapToObj(place -> insert(
                            on,
                            emails.get(place),
                            slots.get(place).orElseThrow(() -> new Conflict("email-in-use", "email"))))
                    .toList();
        });
    }

    Guest insert(Vault on, String email) {
        return insert(on, email, on.claim(acme, email, this::isHeld));
    }

    Guest insert(Vault on, String email, KeySlot slot) {
        var id = randomness.uuid();
        var at = new SealContext("guest", "email", id);
        var guest = new Guest(id, slot, at, on.seal(acme, slot, at, email));
        jdbc.sql("insert into guest (organisation_id, id, slot, email) values (:organisation, :id, :slot, :email)")
                .param("organisation", acme.value())
                .param("id", id)
                .param("slot", slot.number())
                .param("email", guest.sealed())
                .update();
        return guest;
    }

    Set<KeySlot> held(Set<KeySlot> slots) {
        return slots.stream().filter(this::isHeld).collect(Collectors.toSet());
    }

    boolean isHeld(KeySlot slot) {
        return jdbc.sql("select exists (select from guest where slot = :slot)")
                .param("slot", slot.number())
                .query(Boolean.class)
                .single();
    }

    protected void remove(Guest guest) {
        in(acme, () -> {
            vault.forgetLater(acme, guest.id(), List.of(guest.slot()));
            return jdbc.sql("delete from guest where id = :id")
                    .param("id", guest.id())
                    .update();
        });
    }

    protected String open(Vault on, Guest guest) {
        return in(acme, () -> on.open(acme, guest.slot(), guest.place(), guest.sealed()));
    }

    protected <T> T in(OrganisationId organisation, Supplier<T> work) {
        var transaction = new TransactionTemplate(transactions);
        return TenantContext.in(organisation, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    static List<Object> atOnce(List<Callable<Object>> work) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(work).stream().map(Guests::outcome).toList();
        }
    }

    static Object outcome(Future<Object> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static void eventually(Supplier<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition::get);
    }

    boolean isZero(KeySlot slot) {
        try {
            return Arrays.equals(KeyFiles.slot(home(), slot.number()), new byte[64]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    protected record Guest(UUID id, KeySlot slot, SealContext place, byte[] sealed) {}
}
