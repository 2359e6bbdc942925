package lethe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lethe.LetheTest;
import lethe.database.AsOwner;
import lethe.kernel.Conflict;
import lethe.kernel.OrganisationId;
import lethe.kernel.Randomness;
import lethe.kernel.StartRefused;
import lethe.kernel.Tenancy;
import lethe.kernel.Unavailable;
import lethe.keyfile.Header;
import lethe.keyfile.KeyFile;
import lethe.keyfile.KeyFiles;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** People here are guests: a table of this test's own stands for all that refer to keys. */
@LetheTest
class VaultTest {
    private static final String BEA = "bea@x.example";
    private static final String LEO = "leo@x.example";

    @Autowired
    Vault vault;

    @Autowired
    VaultStore store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Environment environment;

    @Autowired
    Randomness randomness;

    @Autowired
    ApplicationContext context;

    @TempDir
    Path place;

    private final AtomicInteger halts = new AtomicInteger();
    private final Set<Slot> awaited = ConcurrentHashMap.newKeySet();
    private final Waiting waiting =
            slots -> slots.stream().filter(awaited::remove).collect(Collectors.toSet());
    private final List<Vault> nodes = new ArrayList<>();
    private OrganisationId acme;

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
        acme = organisation();
    }

    @AfterEach
    void leave() {
        nodes.forEach(Vault::close);
        AsOwner.of(context).execute("delete from key_holder where holder = 'guest'::regclass; drop table guest");
    }

    @Test
    void sealsAndOpens() {
        var guest = create(vault, BEA);

        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(guest.sealed()).hasSizeGreaterThanOrEqualTo(64);
        assertThat(new String(guest.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("bea");
    }

    @Test
    void opensInNoOtherOrganisationPlaceOrRow() {
        var guest = create(vault, BEA);
        var globex = organisation();
        var elsewhere = new Place("guest", "email", UUID.randomUUID());

        assertThatThrownBy(() -> in(globex, () -> vault.open(globex, guest.slot(), guest.place(), guest.sealed())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in(acme, () -> vault.open(acme, guest.slot(), elsewhere, guest.sealed())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsWhoHasAnEmailInTheirOrganisationOnly() {
        var guest = create(vault, BEA);
        var globex = organisation();

        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(in(acme, () -> vault.find(acme, LEO))).isEmpty();
        assertThat(in(globex, () -> vault.find(globex, BEA))).isEmpty();
    }

    @Test
    void refusesAnEmailThatIsInUseInTheOrganisation() {
        create(vault, BEA);
        var globex = organisation();

        assertThatThrownBy(() -> create(vault, BEA)).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.code()).isEqualTo("email-in-use");
            assertThat(conflict.errors().getFirst().field()).isEqualTo("email");
        });
        acme = globex;
        create(vault, BEA);
    }

    @Test
    void forgetsForEver() {
        var guest = create(vault, BEA);

        remove(guest);
        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(in(acme, () -> vault.forget(acme, guest.id()))).isPresent();

        assertThatThrownBy(() -> open(vault, guest)).isInstanceOf(Forgotten.class);
        assertThat(in(acme, () -> vault.find(acme, BEA))).isEmpty();
        assertThat(jdbc.sql("select slot from destroyed_slot").query(Long.class).list())
                .contains(guest.slot().number());
        assertThat(in(acme, () -> store.pending(acme, guest.id()))).isEmpty();
    }

    @Test
    void forgetsAWholeOrganisationWithOneKey() {
        var guest = create(vault, BEA);
        var ofOrganisation =
                new Slot(in(acme, () -> store.organisationKey(acme)).orElseThrow());

        in(acme, () -> {
            vault.forgetLater(acme, acme.value(), List.of(ofOrganisation));
            return vault.forget(acme, acme.value());
        });

        assertThatThrownBy(() -> open(vault, guest)).isInstanceOf(Forgotten.class);
    }

    @Test
    void givesAForgottenEmailANewKey() {
        var former = create(vault, BEA);
        remove(former);
        in(acme, () -> vault.forget(acme, former.id()));

        var guest = create(vault, BEA);

        assertThat(guest.slot()).isNotEqualTo(former.slot());
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThatThrownBy(() -> open(vault, former)).isInstanceOf(Forgotten.class);
        assertThat(open(vault, guest)).isEqualTo(BEA);
    }

    @Test
    void finishesAPendingForgettingBeforeTheEmailIsUsedAgain() {
        var former = create(vault, BEA);
        remove(former);

        var guest = create(vault, BEA);

        assertThatThrownBy(() -> open(vault, former)).isInstanceOf(Forgotten.class);
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(in(acme, () -> vault.forget(acme, former.id()))).isPresent();
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(open(vault, guest)).isEqualTo(BEA);
    }

    @Test
    void leavesTheKeyOfAnEntryThatNoAccountHasAndNobodyForgot() {
        var newer = create(vault, BEA);
        in(acme, () -> jdbc.sql("delete from guest").update());

        create(vault, BEA);

        assertThat(open(vault, newer)).isEqualTo(BEA);
    }

    @Test
    void takesBackWhatARolledBackTransactionWrote() {
        var written = new ArrayList<Slot>();

        assertThatThrownBy(() -> in(acme, () -> {
                    written.add(insert(vault, BEA).slot());
                    written.add(vault.newSecretsSlot(acme));
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");

        eventually(() -> written.stream().allMatch(this::isZero)
                && in(acme, () -> vault.find(acme, BEA)).isEmpty());
        create(vault, BEA);
    }

    @Test
    void commitsNothingWhoseKeyIsNotOnTheDisk() throws IOException {
        var data = copyOfKeys();
        var node = node("lethe.data", data.toString());
        Files.move(data.resolve("keys"), data.resolve("pulled out"));

        assertThatThrownBy(() -> create(node, BEA)).isInstanceOf(Unavailable.class);

        assertThat(halts).hasValue(1);
        assertThat(in(
                        acme,
                        () -> jdbc.sql("select id from guest").query(UUID.class).list()))
                .isEmpty();
        assertThatThrownBy(() -> create(node, LEO)).isInstanceOf(Unavailable.class);
    }

    @Test
    void makesNoKeysOutsideATransactionInTheOrganisation() {
        assertThatThrownBy(() -> Tenancy.in(acme, () -> vault.newSecretsSlot(acme)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in(organisation(), () -> vault.claim(acme, BEA, slot -> false)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void letsOneOfManyHaveAnEmail() throws Exception {
        var node = node();

        var outcomes = atOnce(List.of(
                () -> create(vault, BEA), () -> create(node, BEA), () -> create(vault, BEA), () -> create(node, BEA)));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Guest).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Conflict).hasSize(3);
    }

    @Test
    void keepsCollidingEmailsApartOnTwoNodes() throws Exception {
        var node = node();
        var work = new ArrayList<Callable<Object>>();
        for (var number = 0; number < 12; number++) {
            var email = "guest" + number + "@x.example";
            var on = number % 2 == 0 ? vault : node;
            work.add(() -> {
                for (var round = 0; round < 3; round++) {
                    var former = create(on, email);
                    remove(former);
                    in(acme, () -> on.forget(acme, former.id()));
                }
                return create(on, email);
            });
        }

        var guests = atOnce(work);

        for (var number = 0; number < 12; number++) {
            var guest = (Guest) guests.get(number);
            var email = "guest" + number + "@x.example";
            assertThat(in(acme, () -> vault.find(acme, email))).containsExactly(guest.slot());
            assertThat(open(node, guest)).isEqualTo(email);
        }
    }

    @Test
    void letsTwoImportsOfTheSameEmailsWaitForEachOtherInOrder() throws Exception {
        var node = node();
        var emails = IntStream.range(0, 40)
                .mapToObj(number -> "guest" + number + "@x.example")
                .toList();

        var outcomes = atOnce(List.of(() -> createAll(vault, emails), () -> createAll(node, emails.reversed())));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof List).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Conflict).hasSize(1);
    }

    @Test
    void theKeyOfAnEmailThatWaitsBecomesTheirsWhoClaimIt() {
        var waiting = create(vault, BEA);
        remove(waiting);
        in(acme, () -> jdbc.sql("delete from pending_forgetting").update());
        awaited.add(waiting.slot());
        var node = node();

        var guest = create(node, BEA);

        assertThat(guest.slot()).isEqualTo(waiting.slot());
        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThatThrownBy(() -> create(node, BEA)).isInstanceOf(Conflict.class);
    }

    @Test
    void neitherAHeldNorAForgottenKeyIsGivenToAnybody() {
        var held = create(vault, BEA);
        var forgotten = create(vault, LEO);
        remove(forgotten);

        var claimed = in(acme, () -> vault.claimAll(acme, List.of(BEA, LEO, "new@x.example"), this::held));

        assertThat(claimed.getFirst()).isEmpty();
        assertThat(claimed.subList(1, 3)).doesNotContain(Optional.of(held.slot()), Optional.of(forgotten.slot()));
        assertThat(isZero(forgotten.slot())).isTrue();
    }

    @Test
    void aDirectoryThatFillsUpMeanwhileIsDoubledInTime() throws IOException {
        var node = node();
        var room = (1L << bits()) * 31;

        for (var batch = 0; batch * 400L < room + 400; batch++) {
            var emails = emails("crowd" + batch, 400);
            assertThat(in(acme, () -> node.claimAll(acme, emails, this::held))).allMatch(Optional::isPresent);
        }

        assertThat(in(acme, () -> vault.find(acme, emails("crowd3", 400).get(7))))
                .hasSize(1);
        assertThat((1L << bits()) * 31).isGreaterThan(room);
        create(vault, BEA);
    }

    private int bits() throws IOException {
        return Header.of(home()).orElseThrow().bits();
    }

    private static List<String> emails(String who, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> who + number + "@x.example")
                .toList();
    }

    @Test
    void sealsForTheInstallationItself() {
        var secret = new Place("signing_key", "private_key", UUID.randomUUID());

        var sealed = vault.sealForInstallation(secret, new byte[] {1, 2, 3});

        assertThat(vault.openForInstallation(secret, sealed)).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> vault.openForInstallation(new Place("signing_key", "other", secret.row()), sealed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTheMirrorBeforeItAnswers() throws IOException {
        var mirrored = node("lethe.keys-mirror", place.resolve("mirror").toString());

        var guest = create(mirrored, BEA);
        var number = guest.slot().number();
        var mirror = place.resolve("mirror");
        assertThat(KeyFiles.slot(mirror, number)).isEqualTo(KeyFiles.slot(home(), number));
        remove(guest);
        in(acme, () -> mirrored.forget(acme, guest.id()));

        assertThat(mirrored.isMirrored()).isTrue();
        assertThat(KeyFiles.slot(mirror, number)).containsOnly(0);
    }

    @Test
    void makesNobodyAndForgetsNobodyForGoodWhileTheMirrorIsAway() throws IOException {
        var mirror = place.resolve("mirror");
        var mirrored = node("lethe.keys-mirror", mirror.toString());
        var guest = create(mirrored, BEA);
        remove(guest);
        Files.move(mirror, place.resolve("away"));

        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();
        assertThatThrownBy(() -> create(mirrored, LEO)).isInstanceOf(Unavailable.class);
        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();
        assertThat(mirrored.mirrorIsAway()).isTrue();
        assertThat(in(acme, () -> store.pending(acme, guest.id())))
                .containsExactly(guest.slot().number());
        assertThat(jdbc.sql("select slot from destroyed_slot").query(Long.class).list())
                .doesNotContain(guest.slot().number());
    }

    @Test
    void goesOnByItselfWhenTheMirrorIsBack() throws IOException {
        var mirror = place.resolve("mirror");
        var mirrored = node("lethe.keys-mirror", mirror.toString());
        var guest = create(mirrored, BEA);
        remove(guest);
        Files.move(mirror, place.resolve("away"));
        assertThat(in(acme, () -> mirrored.forget(acme, guest.id()))).isEmpty();

        Files.move(place.resolve("away"), mirror);
        eventually(() -> in(acme, () -> mirrored.forget(acme, guest.id())).isPresent());

        assertThat(KeyFiles.slot(mirror, guest.slot().number())).containsOnly(0);
    }

    @Test
    void destroysAgainWhatAnOlderKeyFileBringsBack() throws IOException {
        var guest = create(vault, BEA);
        var pending = create(vault, LEO);
        var old = copyOfKeys();
        remove(guest);
        remove(pending);
        in(acme, () -> vault.forget(acme, guest.id()));

        var restored = node("lethe.data", old.toString());

        assertThat(KeyFiles.slot(old.resolve("keys"), guest.slot().number())).containsOnly(0);
        assertThat(KeyFiles.slot(old.resolve("keys"), pending.slot().number())).containsOnly(0);
        assertThatThrownBy(() -> open(restored, guest)).isInstanceOf(Forgotten.class);
        assertThat(in(acme, () -> restored.find(acme, BEA))).isEmpty();
    }

    @Test
    void refusesAKeyFileThatLacksKeysInUse() throws IOException {
        var old = copyOfKeys();
        var guest = create(vault, BEA);

        assertThatThrownBy(() -> node("lethe.data", old.toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("1 in guest")
                .hasMessageContaining("--accept-loss");

        var accepted = node("lethe.data", old.toString(), "lethe.accept-loss", "true");
        assertThatThrownBy(() -> open(accepted, guest)).isInstanceOf(Forgotten.class);
        node("lethe.data", old.toString());
    }

    @Test
    void takesNobodyForTerminatedWhoseKeyAnOlderKeyFileLacks() throws IOException {
        var old = copyOfKeys();
        var guest = create(vault, BEA);

        var accepted = node("lethe.data", old.toString(), "lethe.accept-loss", "true");
        create(accepted, LEO);

        assertThat(accepted.keysMissed()).noneMatch(key -> key.subject().equals(guest.id()));
    }

    @Test
    void namesWhoseKeyIsGoneOrDamaged() throws IOException {
        var gone = create(vault, BEA);
        var damaged = create(vault, LEO);
        var there = create(vault, "max@x.example");
        var copy = copyOfKeys();
        KeyFiles.zero(copy.resolve("keys"), gone.slot().number());
        KeyFiles.flip(copy.resolve("keys"), damaged.slot().number());

        var missed = node("lethe.data", copy.toString()).keysMissed();

        assertThat(missed).anyMatch(key -> key.subject().equals(gone.id()) && !key.damaged());
        assertThat(missed)
                .anyMatch(key -> key.subject().equals(damaged.id())
                        && key.damaged()
                        && key.organisation().equals(acme)
                        && key.holder().equals("guest"));
        assertThat(missed).noneMatch(key -> key.subject().equals(there.id()));
    }

    @Test
    void adoptsACloneAndKnowsItsKeyFileOnlyFromThenOn() throws IOException {
        var guest = create(vault, BEA);
        var installation = store.installation().orElseThrow();
        var clone = copyOfKeys();
        var original = copyOfKeys(place.resolve("original"));
        try {
            var adopted = node("lethe.data", clone.toString(), "lethe.adopt", "true");

            assertThat(open(adopted, guest)).isEqualTo(BEA);
            assertThatThrownBy(() -> node("lethe.data", original.toString()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("lethe keys adopt");
            assertThat(open(node("lethe.data", clone.toString()), guest)).isEqualTo(BEA);
            assertThat(open(node("lethe.data", original.toString(), "lethe.adopt", "true"), guest))
                    .isEqualTo(BEA);
        } finally {
            store.changeIncarnation(installation.incarnation());
        }
    }

    @Test
    void adoptsNoKeyFileOfAnotherInstallation() throws IOException {
        KeyFile.make(place.resolve("data/keys"), randomness.uuid(), 2, KeyFiles.MASTER, randomness);

        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString(), "lethe.adopt", "true"))
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void neverGivesOutANumberAgainAfterAnOlderDatabaseWasRestored() {
        var guest = create(vault, BEA);
        jdbc.sql("select setval('key_slot', 1)").query(Long.class).single();

        var restored = node();

        assertThat(create(restored, LEO).slot().number())
                .isGreaterThan(guest.slot().number());
        assertThat(open(restored, guest)).isEqualTo(BEA);
    }

    @Test
    void refusesTheKeyFileOfAnotherDatabase() throws IOException {
        KeyFile.make(place.resolve("data/keys"), randomness.uuid(), 2, KeyFiles.MASTER, randomness);

        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("lethe keys adopt");
    }

    @Test
    void makesNoNewKeyFileForADatabaseThatHasOne() {
        assertThatThrownBy(() -> node("lethe.data", place.resolve("data").toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("put it back");
        assertThat(place.resolve("data/keys")).doesNotExist();
    }

    @Test
    void refusesAMirrorThatIsTheKeyFileItself() {
        assertThatThrownBy(() -> node("lethe.keys-mirror", home().toString()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("LETHE_KEYS_MIRROR");
    }

    @Test
    void completesAFirstStartThatWasInterrupted() {
        var installation = store.installation().orElseThrow();
        var data = place.resolve("data");
        String[] first = {
            "lethe.data",
            data.toString(),
            "lethe.config-home",
            place.resolve("config").toString(),
            "lethe.master-key-file",
            "",
            "lethe.accept-loss",
            "true"
        };
        AsOwner.of(context).execute("delete from installation");
        try {
            var interrupted = node(first);
            AsOwner.of(context).execute("delete from installation");

            var again = node(first);

            assertThat(again.recoveryCodeOfFirstStart()).isPresent().isEqualTo(interrupted.recoveryCodeOfFirstStart());
            assertThat(node(first).recoveryCodeOfFirstStart()).isEmpty();
        } finally {
            AsOwner.of(context).execute("delete from installation");
            store.insert(installation);
        }
    }

    /** As a PostgreSQL that was killed may, whose last words had not reached the disk. */
    @Test
    void takesNoNumberAgainWhoseKeyIsWritten() {
        var former = in(acme, () -> vault.newSecretsSlots(acme, 3));
        jdbc.sql("select setval('key_slot', :before)")
                .param("before", former.getFirst().number() - 1)
                .query(Long.class)
                .single();

        var later = in(acme, () -> vault.newSecretsSlots(acme, 2));

        assertThat(later).hasSize(2).doesNotContainAnyElementsOf(former);
    }

    private Vault node(String... properties) {
        var own = new MockEnvironment();
        for (var name : List.of("lethe.data", "lethe.master-key-file", "lethe.directory-buckets")) {
            own.setProperty(name, environment.getRequiredProperty(name));
        }
        for (var at = 0; at < properties.length; at += 2) {
            own.setProperty(properties[at], properties[at + 1]);
        }
        var node = new Vault(
                store, transactions, own, Clock.systemUTC(), randomness, List.of(waiting), halts::incrementAndGet);
        nodes.add(node);
        return node;
    }

    private Path home() {
        return Path.of(environment.getRequiredProperty("lethe.data"), "keys");
    }

    private Path copyOfKeys() throws IOException {
        return copyOfKeys(place.resolve("copy"));
    }

    private Path copyOfKeys(Path copy) throws IOException {
        FileSystemUtils.copyRecursively(home(), copy.resolve("keys"));
        return copy;
    }

    private OrganisationId organisation() {
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

    private Guest create(Vault on, String email) {
        return in(acme, () -> insert(on, email));
    }

    private List<Guest> createAll(Vault on, List<String> emails) {
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

    private Guest insert(Vault on, String email) {
        return insert(on, email, on.claim(acme, email, this::isHeld));
    }

    private Guest insert(Vault on, String email, Slot slot) {
        var id = randomness.uuid();
        var at = new Place("guest", "email", id);
        var guest = new Guest(id, slot, at, on.seal(acme, slot, at, email));
        jdbc.sql("insert into guest (organisation_id, id, slot, email) values (:organisation, :id, :slot, :email)")
                .param("organisation", acme.value())
                .param("id", id)
                .param("slot", slot.number())
                .param("email", guest.sealed())
                .update();
        return guest;
    }

    private Set<Slot> held(Set<Slot> slots) {
        return slots.stream().filter(this::isHeld).collect(Collectors.toSet());
    }

    private boolean isHeld(Slot slot) {
        return jdbc.sql("select exists (select from guest where slot = :slot)")
                .param("slot", slot.number())
                .query(Boolean.class)
                .single();
    }

    private void remove(Guest guest) {
        in(acme, () -> {
            vault.forgetLater(acme, guest.id(), List.of(guest.slot()));
            return jdbc.sql("delete from guest where id = :id")
                    .param("id", guest.id())
                    .update();
        });
    }

    private String open(Vault on, Guest guest) {
        return in(acme, () -> on.open(acme, guest.slot(), guest.place(), guest.sealed()));
    }

    private <T> T in(OrganisationId organisation, Supplier<T> work) {
        var transaction = new TransactionTemplate(transactions);
        return Tenancy.in(organisation, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    private static List<Object> atOnce(List<Callable<Object>> work) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(work).stream().map(VaultTest::outcome).toList();
        }
    }

    private static Object outcome(Future<Object> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void eventually(Supplier<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition::get);
    }

    private boolean isZero(Slot slot) {
        try {
            return Arrays.equals(KeyFiles.slot(home(), slot.number()), new byte[64]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Guest(UUID id, Slot slot, Place place, byte[] sealed) {}
}
