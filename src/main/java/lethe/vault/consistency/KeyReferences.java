package lethe.vault.consistency;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.KeyFile;
import lethe.vault.vault.DestroyedKeys;
import lethe.vault.vault.KeyFileTransactions;
import lethe.vault.vault.OpenedKeyFile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares the keys that rows refer to with those that are there, and with the e-mails that the directory finds. */
@Component
public final class KeyReferences {
    private static final int BATCH = 1000;
    private final KeyHolderStore holders;
    private final DestroyedKeys ledger;
    private final KeyFile keys;
    private final KeyFileTransactions writing;
    private final TransactionTemplate separate;

    KeyReferences(
            KeyHolderStore holders,
            DestroyedKeys ledger,
            OpenedKeyFile opened,
            KeyFileTransactions writing,
            PlatformTransactionManager transactions) {
        this.holders = holders;
        this.ledger = ledger;
        keys = opened.keys();
        this.writing = writing;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Rows that refer to keys which are destroyed or damaged. */
    public List<KeyReference> missed() {
        return new Missing(holders, ledger, keys).find();
    }

    /** Reads every key and every e-mail. What seems wrong may be half-way: it is looked at again while nobody writes. */
    public ConsistencyReport inspect(Collection<EmailSource> rooms) {
        var seeming = Objects.requireNonNull(separate.execute(status -> look(rooms)));
        return seeming.agree() ? seeming : writing.alone(() -> look(rooms));
    }

    private ConsistencyReport look(Collection<EmailSource> rooms) {
        var entries = new Entries(destroyed());
        keys.upkeep().eachEntry(entries::count);
        var shared = new ArrayList<KeyReference>();
        var unfindable = new ArrayList<KeyReference>();
        var twice = new ArrayList<KeyReference>();
        for (var numbers : batches(keys.upkeep().keysThere())) {
            var held = holders.holders(numbers, number -> false);
            shared.addAll(shared(held));
            unfindable.addAll(unfindable(held, rooms));
            held.stream().filter(key -> entries.twice.contains(key.slot())).forEach(twice::add);
        }
        return new ConsistencyReport(missed(), shared, unfindable, twice, risen(entries.destroyed), entries.dead);
    }

    private BitSet destroyed() {
        try (var slots = ledger.destroyed()) {
            return slots.collect(BitSet::new, (all, slot) -> all.set(slot.intValue()), BitSet::or);
        }
    }

    private List<Long> risen(BitSet destroyed) {
        return destroyed.stream()
                .mapToObj(number -> (long) number)
                .filter(keys.slots()::isTaken)
                .toList();
    }

    /** What the directory leads to. */
    private static final class Entries {
        private final BitSet destroyed;
        private final BitSet once = new BitSet();
        private final Set<Long> twice = new HashSet<>();
        private final List<Long> dead = new ArrayList<>();

        private Entries(BitSet destroyed) {
            this.destroyed = destroyed;
        }

        private void count(long slot) {
            if (once.get((int) slot)) {
                twice.add(slot);
            }
            once.set((int) slot);
            if (destroyed.get((int) slot)) {
                dead.add(slot);
            }
        }
    }

    /** Makes parts of the directory anew from the sealed e-mails: those damaged, and those of these; answers how many. */
    public int mendDirectory(Collection<EmailSource> rooms, Collection<Long> astray) {
        return writing.alone(() -> {
            var damaged = keys.upkeep().inspect().damagedGroups();
            keys.upkeep().groups(astray).forEach(damaged::set);
            var found = new HashMap<Address, Long>();
            for (var numbers :
                    batches(damaged.isEmpty() ? List.of() : keys.upkeep().emailsIn(damaged))) {
                emails(holders.holders(numbers, number -> false), rooms)
                        .forEach((slot, address) -> found.put(address, slot.number()));
            }
            keys.upkeep().rewrite(damaged, found);
            return damaged.cardinality();
        });
    }

    private static List<List<Long>> batches(List<Long> numbers) {
        var batches = new ArrayList<List<Long>>();
        for (var from = 0; from < numbers.size(); from += BATCH) {
            batches.add(numbers.subList(from, Math.min(from + BATCH, numbers.size())));
        }
        return batches;
    }

    private static List<KeyReference> shared(List<KeyReference> held) {
        var subjects = held.stream()
                .collect(Collectors.groupingBy(
                        KeyReference::slot, Collectors.mapping(KeyReference::subject, Collectors.toSet())));
        return held.stream()
                .filter(key -> Objects.requireNonNull(subjects.get(key.slot())).size() > 1)
                .toList();
    }

    private List<KeyReference> unfindable(List<KeyReference> held, Collection<EmailSource> rooms) {
        var lost = new HashSet<Long>();
        emails(held, rooms).forEach((slot, address) -> {
            if (!finds(address, slot)) {
                lost.add(slot.number());
            }
        });
        return held.stream().filter(key -> lost.contains(key.slot())).toList();
    }

    private boolean finds(Address address, KeySlot slot) {
        try {
            return keys.directory().find(address).contains(slot.number());
        } catch (Unavailable damaged) {
            return false;
        }
    }

    /** Where the directory is to have each of these, as far as they are e-mails and open. */
    private Map<KeySlot, Address> emails(List<KeyReference> held, Collection<EmailSource> rooms) {
        var addresses = new HashMap<KeySlot, Address>();
        held.stream()
                .collect(Collectors.groupingBy(
                        KeyReference::organisation,
                        Collectors.mapping(key -> new KeySlot(key.slot()), Collectors.toSet())))
                .forEach((organisation, slots) -> emails(organisation, slots, rooms)
                        .forEach((slot, email) ->
                                addresses.put(slot, keys.directory().address(organisation, email))));
        return addresses;
    }

    private Map<KeySlot, String> emails(
            OrganisationId organisation, Set<KeySlot> slots, Collection<EmailSource> rooms) {
        return TenantContext.in(
                organisation,
                () -> Objects.requireNonNull(separate.execute(status -> rooms.stream()
                        .flatMap(room -> room.under(slots).entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one)))));
    }
}
