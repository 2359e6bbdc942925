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

/** Keys for e-mails: each e-mail of an organisation has one at most, however many ask for it at once. */
final class Claims {
    private final VaultStore store;
    private final KeyFile keys;
    private final KeyFileTransactions writing;
    private final Keys fresh;
    private final Iterable<EmailClaimHolder> waiting;

    Claims(
            VaultStore store,
            KeyFile keys,
            KeyFileTransactions writing,
            Keys fresh,
            Iterable<EmailClaimHolder> waiting) {
        this.store = store;
        this.keys = keys;
        this.writing = writing;
        this.fresh = fresh;
        this.waiting = waiting;
    }

    /** Makes the key of a new slot. */
    interface Keys {
        void write(long number, Kind kind, int place);
    }

    /**
     * What was claimed.
     *
     * @param emails a slot for each e-mail, in their order; empty where the e-mail is held
     * @param others numbers of slots for something else, which the caller writes
     */
    record Claim(List<Optional<KeySlot>> emails, List<Long> others) {}

    /** A slot for each e-mail, and so many others. */
    Claim claim(OrganisationId organisation, List<String> emails, int others, UnaryOperator<Set<KeySlot>> held) {
        var directory = keys.directory();
        var addresses = emails.stream()
                .map(email -> directory.address(organisation, email))
                .toList();
        var begun = writing.begin(organisation, addresses, others);
        var numbers = begun.numbers();
        writing.lock(
                addresses.stream()
                        .map(address -> directory.group(address.place()))
                        .collect(Collectors.toSet()),
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
     * What becomes of the slots that the directory has for these e-mails already.
     *
     * @param held by somebody
     * @param given up by something that waited for the person
     * @param pending whose forgetting is to be finished
     */
    private record Claimed(Set<KeySlot> held, Set<KeySlot> given, Set<KeySlot> pending) {}

    /** Who holds what is asked again at the end: giving up waits for whoever is making a person of it just now. */
    private Claimed claimed(Set<KeySlot> former, UnaryOperator<Set<KeySlot>> held) {
        if (former.isEmpty()) {
            return new Claimed(Set.of(), Set.of(), Set.of());
        }
        var given = new HashSet<KeySlot>();
        var free = without(former, held.apply(former));
        waiting.forEach(room -> given.addAll(room.giveUp(free)));
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
