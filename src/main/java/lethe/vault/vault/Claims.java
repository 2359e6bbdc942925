package lethe.vault.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.keyfile.Slots.Kind;

/** Assigns keys to e-mails: each e-mail of an organisation has at most one, even under concurrent claims. */
final class Claims {
    private final VaultStore store;
    private final KeyFile keys;
    private final KeyFileTransactions transactions;
    private final Keys fresh;
    private final Iterable<EmailClaimHolder> claimHolders;

    Claims(
            VaultStore store,
            KeyFile keys,
            KeyFileTransactions transactions,
            Keys fresh,
            Iterable<EmailClaimHolder> claimHolders) {
        this.store = store;
        this.keys = keys;
        this.transactions = transactions;
        this.fresh = fresh;
        this.claimHolders = claimHolders;
    }

    /** Creates the key of a new slot. */
    interface Keys {
        void write(long number, Kind kind, int place);
    }

    /**
     * The result of a claim.
     *
     * @param emails a slot for each e-mail, in order; empty if the e-mail is in use
     * @param others numbers of further slots, whose keys the caller writes
     */
    record Claim(List<Optional<KeySlot>> emails, List<Long> others) {}

    /** Claims a slot for each e-mail, and {@code others} more. */
    Claim claim(OrganisationId organisation, List<String> emails, int others, UnaryOperator<Set<KeySlot>> held) {
        var index = keys.directory();
        var addresses =
                emails.stream().map(email -> index.address(organisation, email)).toList();
        var begun = transactions.begin(organisation, addresses, others);
        var numbers = begun.numbers();
        transactions.lock(
                addresses.stream().map(address -> index.group(address.place())).collect(Collectors.toSet()),
                begun.moment());
        var former = addresses.stream().map(this::former).toList();
        var claimed = claimed(former.stream().flatMap(Set::stream).collect(Collectors.toSet()), held);
        var slots = new ArrayList<Optional<KeySlot>>();
        for (var place = 0; place < emails.size(); place++) {
            slots.add(claim(addresses.get(place), numbers.get(place), former.get(place), claimed));
        }
        return new Claim(slots, numbers.subList(emails.size(), numbers.size()));
    }

    private Set<KeySlot> former(Address address) {
        return keys.directory().find(address).stream().map(KeySlot::new).collect(Collectors.toSet());
    }

    /**
     * The state of the slots that the index already has for these e-mails.
     *
     * @param held in use by an account
     * @param given up by a room that held them for a future user
     * @param pending not yet destroyed, although their forgetting has begun
     */
    private record Claimed(Set<KeySlot> held, Set<KeySlot> given, Set<KeySlot> pending) {}

    /**
     * Which slots are in use is checked again at the end: giving up waits for a concurrent transaction that may be creating the
     * user.
     */
    private Claimed claimed(Set<KeySlot> former, UnaryOperator<Set<KeySlot>> held) {
        if (former.isEmpty()) {
            return new Claimed(Set.of(), Set.of(), Set.of());
        }
        var given = new HashSet<KeySlot>();
        var free = without(former, held.apply(former));
        claimHolders.forEach(room -> given.addAll(room.giveUp(free)));
        var stillHeld = held.apply(without(former, given));
        return new Claimed(stillHeld, given, store.pendingAmong(former));
    }

    private Optional<KeySlot> claim(Address address, long number, Set<KeySlot> former, Claimed claimed) {
        if (former.stream().anyMatch(claimed.held()::contains)) {
            return Optional.empty();
        }
        var given = former.stream().filter(claimed.given()::contains).findFirst();
        var dead = given.map(slot -> without(former, Set.of(slot))).orElse(former);
        if (!dead.isEmpty()) {
            dead.stream().filter(claimed.pending()::contains).forEach(slot -> keys.slots()
                    .destroy(slot.number()));
            keys.directory().remove(keys.directory().group(address.place()), numbers(dead));
        }
        return given.or(() -> Optional.of(enter(address, number)));
    }

    private KeySlot enter(Address address, long number) {
        fresh.write(number, Kind.EMAIL, address.place());
        keys.directory().add(address, number);
        return new KeySlot(number);
    }

    private static Set<Long> numbers(Collection<KeySlot> slots) {
        return slots.stream().map(KeySlot::number).collect(Collectors.toSet());
    }

    private static Set<KeySlot> without(Set<KeySlot> slots, Set<KeySlot> others) {
        return slots.stream().filter(slot -> !others.contains(slot)).collect(Collectors.toSet());
    }
}
