package lethe.vault.vault;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.Randomness;
import lethe.platform.kernel.Unavailable;
import lethe.platform.requests.EmailAddress;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.KeyFileMaintenance;
import lethe.vault.keyfile.Slots;
import lethe.vault.keyfile.Slots.Kind;
import org.springframework.stereotype.Component;

/**
 * Seals what is to be forgotten, each person's under keys of their own that lie outside the database, and forgets it by
 * destroying them.
 *
 * <p>Keys are made and destroyed in the caller's transaction and organisation. A key is on the disk before the
 * transaction commits, and is destroyed again should it roll back. Everything refuses with {@link Unavailable} while the
 * key file cannot be relied on; making keys does so, too, while its mirror is away.
 */
@Component
public class Vault {
    private static final UUID NO_ORGANISATION = new UUID(0, 0);
    private static final KeySlot NOBODYS = new KeySlot(Slots.INSTALLATION);
    private static final SealContext NOWHERE = new SealContext("", "", NO_ORGANISATION);

    private final VaultStore store;
    private final Clock clock;
    private final Randomness randomness;
    private final KeyFile keys;
    private final Optional<String> code;
    private final KeyFileTransactions writing;
    private final Claims claims;
    private final Sweeping sweeping;
    private final Map<OrganisationId, Long> organisationSlots = new ConcurrentHashMap<>();

    Vault(
            VaultStore store,
            OpenedKeyFile opened,
            KeyFileTransactions writing,
            Clock clock,
            Randomness randomness,
            List<EmailClaimHolder> waiting,
            Sweeping sweeping) {
        this.store = store;
        this.sweeping = sweeping;
        this.writing = writing;
        this.clock = clock;
        this.randomness = randomness;
        keys = opened.keys();
        code = opened.code();
        claims = new Claims(store, keys, writing, this::write, waiting);
    }

    /** Makes the organisation's half of its people's keys, once. */
    public void foundOrganisation(OrganisationId organisation) {
        store.insertOrganisationKey(organisation, make(organisation, Kind.ORGANISATION));
    }

    /** A new key for a person's secrets. */
    public KeySlot newSecretsSlot(OrganisationId organisation) {
        return new KeySlot(make(organisation, Kind.SECRETS));
    }

    /** As many at once. */
    public List<KeySlot> newSecretsSlots(OrganisationId organisation, int count) {
        var numbers = writing.begin(organisation, count);
        numbers.forEach(number -> write(number, Kind.SECRETS, 0));
        return numbers.stream().map(KeySlot::new).toList();
    }

    private long make(OrganisationId organisation, Kind kind) {
        var number = writing.begin(organisation, 1).getFirst();
        write(number, kind, 0);
        return number;
    }

    private void write(long number, Kind kind, int place) {
        keys.slots().write(number, kind, place, Seal.key(randomness.bytes(Seal.KEY)));
    }

    /**
     * A key for an e-mail that nobody in the organisation has; refuses with {@code email-in-use} where one has.
     *
     * @param email normalised, so that equal ones are the same text
     * @param held whether an account has that slot: an entry of the directory alone proves nothing, as a crash may have
     *     left it, or its forgetting is pending
     */
    public KeySlot claim(OrganisationId organisation, String email, Predicate<KeySlot> held) {
        return claimAll(organisation, List.of(email), slots -> slots.stream()
                        .filter(held)
                        .collect(Collectors.toSet()))
                .getFirst()
                .orElseThrow(() -> new Conflict("email-in-use", "email"));
    }

    /** The keys of somebody new. */
    public record PersonKeys(KeySlot email, KeySlot secrets) {}

    /** As {@link #claim}, together with a key for the secrets of the person whose e-mail it becomes. */
    public PersonKeys claimForPerson(OrganisationId organisation, String email, Predicate<KeySlot> held) {
        var claimed = claims.claim(organisation, List.of(email), 1, slots -> slots.stream()
                .filter(held)
                .collect(Collectors.toSet()));
        var slot = claimed.emails().getFirst().orElseThrow(() -> new Conflict("email-in-use", "email"));
        var secrets = claimed.others().getFirst();
        write(secrets, Kind.SECRETS, 0);
        return new PersonKeys(slot, new KeySlot(secrets));
    }

    /**
     * As {@link #claim}, for up to 500 different e-mails at once; empty for one that somebody has.
     *
     * @param held those of the slots that an account has
     */
    public List<Optional<KeySlot>> claimAll(
            OrganisationId organisation, List<String> emails, UnaryOperator<Set<KeySlot>> held) {
        return claims.claim(organisation, emails, 0, held).emails();
    }

    /** Slots that may be this e-mail's, to be looked up and compared; an unknown one costs as much as a known one. */
    public List<KeySlot> find(OrganisationId organisation, String email) {
        var directory = keys.directory();
        var found = new ArrayList<>(directory.find(directory.address(organisation, email)));
        EmailAddress.former(email)
                .map(former -> directory.find(directory.address(organisation, former)))
                .ifPresent(found::addAll);
        if (found.isEmpty()) {
            seal(organisation, NOBODYS, NOWHERE, email);
        }
        return found.stream().map(KeySlot::new).toList();
    }

    /** Seals a value of a person's; before it goes anywhere near the database. */
    public byte[] seal(OrganisationId organisation, KeySlot slot, SealContext place, String clear) {
        var bound = Seal.bound(slot.number(), organisation.value(), place);
        var nonce = randomness.bytes(Seal.NONCE);
        return Seal.close(key(organisation, slot), bound, nonce, clear.getBytes(StandardCharsets.UTF_8));
    }

    /** Throws {@link KeyDestroyed} once the key, or the organisation's, is destroyed. */
    public String open(OrganisationId organisation, KeySlot slot, SealContext place, byte[] sealed) {
        var bound = Seal.bound(slot.number(), organisation.value(), place);
        return new String(Seal.open(key(organisation, slot), bound, sealed), StandardCharsets.UTF_8);
    }

    /** Seals a secret of the installation's own, which belongs to nobody and is never forgotten. */
    public byte[] sealForInstallation(SealContext place, byte[] clear) {
        var bound = Seal.bound(Slots.INSTALLATION, NO_ORGANISATION, place);
        return Seal.close(installationKey(), bound, randomness.bytes(Seal.NONCE), clear);
    }

    public byte[] openForInstallation(SealContext place, byte[] sealed) {
        var bound = Seal.bound(Slots.INSTALLATION, NO_ORGANISATION, place);
        return Seal.open(installationKey(), bound, sealed);
    }

    /** Tells whether two texts are the same, and says nothing else of them to whoever has not the key file. */
    public byte[] fingerprint(OrganisationId organisation, String purpose, String text) {
        return Seal.fingerprint(key(organisationSlot(organisation)), purpose, text);
    }

    /** As {@link #fingerprint}, outside any organisation. */
    public byte[] installationFingerprint(String purpose, String text) {
        return Seal.fingerprint(installationKey(), purpose, text);
    }

    /** The first of two transactions: what a person leaves behind is deleted, and their keys are listed. */
    public void forgetLater(OrganisationId organisation, UUID subject, Collection<KeySlot> slots) {
        store.forgetLater(subject, slots.stream().map(KeySlot::number).toList());
    }

    /**
     * The second: destroys the listed keys on the disk itself, in the mirror too, and enters them in the ledger.
     *
     * @return when the keys were destroyed, true once the transaction is committed; empty when the mirror is out of
     *     reach, so that it must be done again later
     */
    public Optional<Instant> forget(OrganisationId organisation, UUID subject) {
        return forgetAll(organisation, List.of(subject));
    }

    /** As {@link #forget}, up to 500 subjects with one sync. */
    public Optional<Instant> forgetAll(OrganisationId organisation, Collection<UUID> subjects) {
        if (!writing.enter(organisation)) {
            return Optional.empty();
        }
        var slots = store.pending(subjects);
        var groups = keys.groups(slots);
        writing.lock(groups);
        keys.erase(slots, groups);
        if (!slots.isEmpty()) {
            sweeping.soon();
        }
        return keys.isErased(slots, groups) ? Optional.of(enterInLedger(subjects, slots)) : Optional.empty();
    }

    private Instant enterInLedger(Collection<UUID> subjects, Collection<Long> slots) {
        var now = clock.instant();
        store.areForgotten(subjects, slots, now);
        return now;
    }

    /** Looks after the key file as a whole, while nobody writes to it. */
    public <T> T alone(Function<KeyFileMaintenance, T> work) {
        return writing.alone(() -> work.apply(keys.upkeep()));
    }

    /** What becomes of the bytes that a key is overwritten with: for health and receipts. */
    public OverwriteGuarantee storage() {
        return OverwriteGuarantee.of(keys.places());
    }

    /** Whether there is a second copy of the key file. */
    public boolean isMirrored() {
        return keys.places().size() > 1;
    }

    /** Whether the second copy is out of reach, so that nobody can be created or forgotten. */
    public boolean mirrorIsAway() {
        return keys.mirrorIsAway();
    }

    /** To be printed once: the master key that the first start has just made, in the form to write down. */
    public Optional<String> recoveryCodeOfFirstStart() {
        return code;
    }

    private SecretKey key(OrganisationId organisation, KeySlot slot) {
        return Seal.personKey(key(slot.number()), key(organisationSlot(organisation)));
    }

    private SecretKey installationKey() {
        return key(Slots.INSTALLATION);
    }

    private SecretKey key(long number) {
        return keys.slots().key(number).orElseThrow(() -> new KeyDestroyed(number));
    }

    /** Its number is cached, its key is not. */
    private long organisationSlot(OrganisationId organisation) {
        return organisationSlots.computeIfAbsent(organisation, id -> store.organisationKey(id)
                .orElseThrow(() -> new IllegalStateException(id + " has no key, or another organisation is in scope")));
    }
}
