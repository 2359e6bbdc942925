package lethe.vault.vault;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lethe.platform.database.RoundTrip;
import lethe.platform.database.RoundTrips;
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
 * Seals personal data under keys of each person that are outside the database, and forgets it by destroying them.
 *
 * <p>Keys are created and destroyed in the caller's transaction and organisation. A new key is durable before the transaction
 * commits, and is destroyed if it rolls back. All methods throw {@link Unavailable} while the key file cannot be relied on;
 * creating keys also does while its mirror is unavailable.
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
    private final KeyFileTransactions transactions;
    private final Claims claims;
    private final Sweeping sweeping;
    private final RoundTrips trips;
    private final SealingKeys sealing;

    Vault(
            VaultStore store,
            OpenedKeyFile opened,
            KeyFileTransactions transactions,
            Clock clock,
            Randomness randomness,
            List<EmailClaimHolder> claimHolders,
            Sweeping sweeping,
            RoundTrips trips) {
        this.trips = trips;
        this.store = store;
        this.sweeping = sweeping;
        this.transactions = transactions;
        this.clock = clock;
        this.randomness = randomness;
        keys = opened.keys();
        code = opened.code();
        sealing = new SealingKeys(store, keys);
        claims = new Claims(store, keys, transactions, this::write, claimHolders);
    }

    /** Creates the organisation's half of its users' keys, once. */
    public void foundOrganisation(OrganisationId organisation) {
        store.insertOrganisationKey(organisation, make(organisation, Kind.ORGANISATION));
    }

    /** A new key for a user's secrets. */
    public KeySlot newSecretsSlot(OrganisationId organisation) {
        return new KeySlot(make(organisation, Kind.SECRETS));
    }

    /** Several new keys for the secrets of users. */
    public List<KeySlot> newSecretsSlots(OrganisationId organisation, int count) {
        var numbers = transactions.begin(organisation, count);
        numbers.forEach(number -> write(number, Kind.SECRETS, 0));
        return numbers.stream().map(KeySlot::new).toList();
    }

    private long make(OrganisationId organisation, Kind kind) {
        var number = transactions.begin(organisation, 1).getFirst();
        write(number, kind, 0);
        return number;
    }

    private void write(long number, Kind kind, int place) {
        keys.slots().write(number, kind, place, Seal.key(randomness.bytes(Seal.KEY)));
    }

    /**
     * A key for an e-mail that no one in the organisation uses; otherwise throws {@link Conflict} {@code email-in-use}.
     *
     * @param email normalised, so that equal addresses are equal texts
     * @param held whether an account uses that slot: an index entry alone proves nothing, because a crash may have left it or its
     *     forgetting may be pending
     */
    public KeySlot claim(OrganisationId organisation, String email, Predicate<KeySlot> held) {
        return claimAll(organisation, List.of(email), slots -> slots.stream()
                        .filter(held)
                        .collect(Collectors.toSet()))
                .getFirst()
                .orElseThrow(() -> new Conflict("email-in-use", "email"));
    }

    /** The keys of a new user. */
    public record PersonKeys(KeySlot email, KeySlot secrets) {}

    /** As {@link #claim}, together with a key for the secrets of the user with that e-mail. */
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
     * As {@link #claim}, for up to 500 different e-mails; empty for those in use.
     *
     * @param held selects the slots that accounts use
     */
    public List<Optional<KeySlot>> claimAll(
            OrganisationId organisation, List<String> emails, UnaryOperator<Set<KeySlot>> held) {
        return claims.claim(organisation, emails, 0, held).emails();
    }

    /**
     * Slots that may belong to this e-mail; the caller must compare the sealed addresses. Unknown e-mails take as long as known
     * ones.
     */
    public List<KeySlot> find(OrganisationId organisation, String email) {
        var index = keys.directory();
        var found = new ArrayList<>(index.find(index.address(organisation, email)));
        EmailAddress.former(email)
                .map(former -> index.find(index.address(organisation, former)))
                .ifPresent(found::addAll);
        if (found.isEmpty()) {
            seal(organisation, NOBODYS, NOWHERE, email);
        }
        return found.stream().map(KeySlot::new).toList();
    }

    /** Seals a personal value before it is stored. */
    public byte[] seal(OrganisationId organisation, KeySlot slot, SealContext context, String clear) {
        var bound = Seal.bound(slot.number(), organisation.value(), context);
        var nonce = randomness.bytes(Seal.NONCE);
        return Seal.close(sealing.person(organisation, slot), bound, nonce, clear.getBytes(StandardCharsets.UTF_8));
    }

    /** Throws {@link KeyDestroyed} if the person's key, or the organisation's, has been destroyed. */
    public String open(OrganisationId organisation, KeySlot slot, SealContext context, byte[] sealed) {
        var bound = Seal.bound(slot.number(), organisation.value(), context);
        return new String(Seal.open(sealing.person(organisation, slot), bound, sealed), StandardCharsets.UTF_8);
    }

    /** Seals a secret of the installation, which belongs to no one and is never forgotten. */
    public byte[] sealForInstallation(SealContext context, byte[] clear) {
        var bound = Seal.bound(Slots.INSTALLATION, NO_ORGANISATION, context);
        return Seal.close(sealing.installation(), bound, randomness.bytes(Seal.NONCE), clear);
    }

    public byte[] openForInstallation(SealContext context, byte[] sealed) {
        var bound = Seal.bound(Slots.INSTALLATION, NO_ORGANISATION, context);
        return Seal.open(sealing.installation(), bound, sealed);
    }

    /** Allows comparing texts for equality, and reveals nothing else without the key file. */
    public byte[] fingerprint(OrganisationId organisation, String purpose, String text) {
        return Seal.fingerprint(sealing.organisation(organisation), purpose, text);
    }

    /** As {@link #fingerprint}, outside any organisation. */
    public byte[] installationFingerprint(String purpose, String text) {
        return Seal.fingerprint(sealing.installation(), purpose, text);
    }

    /** The first of two transactions: lists the keys for destruction, while the caller deletes the person's data. */
    public void forgetLater(OrganisationId organisation, UUID subject, Collection<KeySlot> slots) {
        var trip = trips.start();
        forgetLater(trip, subject, slots);
        trip.go();
    }

    /** As {@link #forgetLater(OrganisationId, UUID, Collection)}, as part of a round trip. */
    public void forgetLater(RoundTrip trip, UUID subject, Collection<KeySlot> slots) {
        store.forgetLater(trip, subject, slots.stream().map(KeySlot::number).toList());
    }

    /**
     * The second transaction: destroys the listed keys on disk and in the mirror, and records them as destroyed.
     *
     * @return when the keys were destroyed, valid once the transaction is committed; empty if the mirror is unavailable, so that
     *     it must be repeated later
     */
    public Optional<Instant> forget(OrganisationId organisation, UUID subject) {
        return forgetAll(organisation, List.of(subject));
    }

    /** As {@link #forget}, for up to 500 subjects with one sync. */
    public Optional<Instant> forgetAll(OrganisationId organisation, Collection<UUID> subjects) {
        if (!transactions.mayWrite(organisation)) {
            return Optional.empty();
        }
        var trip = trips.start();
        var moment = transactions.enter(trip);
        var pending = store.pending(trip, subjects);
        trip.go();
        transactions.entered();
        var slots = pending.get();
        var groups = keys.groups(slots);
        transactions.lock(groups, moment.get());
        keys.erase(slots, groups);
        if (!slots.isEmpty()) {
            sweeping.soon();
        }
        return keys.isErased(slots, groups) ? Optional.of(recordAsDestroyed(subjects, slots)) : Optional.empty();
    }

    private Instant recordAsDestroyed(Collection<UUID> subjects, Collection<Long> slots) {
        var now = clock.instant();
        store.areForgotten(subjects, slots, now);
        return now;
    }

    /** Maintains the key file as a whole while no one else writes to it. */
    public <T> T alone(Function<KeyFileMaintenance, T> work) {
        return transactions.alone(() -> work.apply(keys.upkeep()));
    }

    /** What happens to the overwritten bytes of a key; for health and receipts. */
    public OverwriteGuarantee storage() {
        return OverwriteGuarantee.of(keys.places());
    }

    /** Whether there is a second copy of the key file. */
    public boolean isMirrored() {
        return keys.places().size() > 1;
    }

    /** Whether the second copy is unavailable, so that no users can be created or forgotten. */
    public boolean mirrorIsAway() {
        return keys.mirrorIsAway();
    }

    /** The recovery code of the master key that the first start has just generated; to be printed once. */
    public Optional<String> recoveryCodeOfFirstStart() {
        return code;
    }
}
