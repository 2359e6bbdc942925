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

/** Compares the keys that rows refer to with the existing keys and with the e-mail index. */
@Component
public final class KeyReferences {
    private static final int BATCH = 1000;
    private final KeyHolderStore holders;
    private final DestroyedKeys destroyedKeys;
    private final KeyFile keys;
    private final KeyFileTransactions keyFileTransactions;
    private final TransactionTemplate separate;

    KeyReferences(
            KeyHolderStore holders,
            DestroyedKeys destroyedKeys,
            OpenedKeyFile opened,
            KeyFileTransactions keyFileTransactions,
            PlatformTransactionManager transactions) {
        this.holders = holders;
        this.destroyedKeys = destroyedKeys;
        keys = opened.keys();
        this.keyFileTransactions = keyFileTransactions;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Rows whose key is destroyed or damaged. */
    public List<KeyReference> missed() {
        return new Missing(holders, destroyedKeys, keys).find();
    }

    /**
     * Reads every key and every e-mail. Apparent faults may be changes in progress, so they are checked again while no one
     * writes.
     */
    public ConsistencyReport inspect(Collection<EmailSource> rooms) {
        var seeming = Objects.requireNonNull(separate.execute(status -> look(rooms)));
        return seeming.agree() ? seeming : keyFileTransactions.alone(() -> look(rooms));
    }

    private ConsistencyReport look(Collection<EmailSource> rooms) {
        var entries = new Entries(destroyed());
        keys.upkeep().eachEntry(entries::count);
        var shared = new ArrayList<KeyReference>();
        var unfindable = new ArrayList<KeyReference>();
        var twice = new ArrayList<KeyReference>();
        for (var numbers : batches(keys.upkeep().keysThere())) {
            var references = holders.holders(numbers, number -> false);
            shared.addAll(shared(references));
            unfindable.addAll(unfindable(references, rooms));
            references.stream()
                    .filter(key -> entries.twice.contains(key.slot()))
                    .forEach(twice::add);
        }
        return new ConsistencyReport(missed(), shared, unfindable, twice, risen(entries.destroyed), entries.dead);
    }

    private BitSet destroyed() {
        try (var slots = destroyedKeys.destroyed()) {
            return slots.collect(BitSet::new, (all, slot) -> all.set(slot.intValue()), BitSet::or);
        }
    }

    private List<Long> risen(BitSet destroyed) {
        return destroyed.stream()
                .mapToObj(number -> (long) number)
                .filter(keys.slots()::isTaken)
                .toList();
    }

    /** The slots in the e-mail index. */
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

    /**
     * Rebuilds groups of the e-mail index from the sealed e-mails: the damaged ones and those of the given slots.
     *
     * @return how many groups were rebuilt
     */
    public int mendDirectory(Collection<EmailSource> rooms, Collection<Long> astray) {
        return keyFileTransactions.alone(() -> {
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

    private static List<KeyReference> shared(List<KeyReference> references) {
        var subjects = references.stream()
                .collect(Collectors.groupingBy(
                        KeyReference::slot, Collectors.mapping(KeyReference::subject, Collectors.toSet())));
        return references.stream()
                .filter(key -> Objects.requireNonNull(subjects.get(key.slot())).size() > 1)
                .toList();
    }

    private List<KeyReference> unfindable(List<KeyReference> references, Collection<EmailSource> rooms) {
        var lost = new HashSet<Long>();
        emails(references, rooms).forEach((slot, address) -> {
            if (!finds(address, slot)) {
                lost.add(slot.number());
            }
        });
        return references.stream().filter(key -> lost.contains(key.slot())).toList();
    }

    private boolean finds(Address address, KeySlot slot) {
        try {
            return keys.directory().find(address).contains(slot.number());
        } catch (Unavailable damaged) {
            return false;
        }
    }

    /** The index address of each of these slots, if it is an e-mail and opens. */
    private Map<KeySlot, Address> emails(List<KeyReference> references, Collection<EmailSource> rooms) {
        var addresses = new HashMap<KeySlot, Address>();
        references.stream()
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
