package lethe.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.keyfile.Directory.Address;
import lethe.keyfile.KeyFile;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares the keys that rows refer to with those that are there, and with the e-mails that the directory finds. */
public final class KeysInUse {
    private static final int BATCH = 1000;
    private final VaultStore store;
    private final KeyFile keys;
    private final Writing writing;
    private final TransactionTemplate separate;

    KeysInUse(VaultStore store, KeyFile keys, Writing writing, PlatformTransactionManager transactions) {
        this.store = store;
        this.keys = keys;
        this.writing = writing;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * What is not as it should be.
     *
     * @param missed whose key is destroyed or damaged: nobody's, unless this database or the disk is an old one
     * @param shared whose key is another's, too
     * @param unfindable whose e-mail the directory does not lead to
     */
    public record Findings(List<HeldKey> missed, List<HeldKey> shared, List<HeldKey> unfindable) {}

    /** Rows that refer to keys which are destroyed or damaged. */
    public List<HeldKey> missed() {
        return new Missing(store, keys).find();
    }

    /** Reads every key and every e-mail; nobody writes meanwhile. */
    public Findings inspect(Collection<Emails> rooms) {
        return writing.alone(() -> {
            var shared = new ArrayList<HeldKey>();
            var unfindable = new ArrayList<HeldKey>();
            for (var numbers : batches(keys.upkeep().keysThere())) {
                var held = store.holders(numbers, number -> false);
                shared.addAll(shared(held));
                unfindable.addAll(unfindable(held, rooms));
            }
            return new Findings(missed(), shared, unfindable);
        });
    }

    /** Makes parts of the directory anew from the sealed e-mails: those damaged, and those of these; answers how many. */
    public int mendDirectory(Collection<Emails> rooms, Collection<HeldKey> unfindable) {
        return writing.alone(() -> {
            var damaged = keys.upkeep().inspect().damagedGroups();
            keys.upkeep()
                    .groups(unfindable.stream().map(HeldKey::slot).toList())
                    .forEach(damaged::set);
            var found = new HashMap<Address, Long>();
            for (var numbers :
                    batches(damaged.isEmpty() ? List.of() : keys.upkeep().emailsIn(damaged))) {
                emails(store.holders(numbers, number -> false), rooms)
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

    private static List<HeldKey> shared(List<HeldKey> held) {
        var subjects = held.stream()
                .collect(
                        Collectors.groupingBy(HeldKey::slot, Collectors.mapping(HeldKey::subject, Collectors.toSet())));
        return held.stream()
                .filter(key -> Objects.requireNonNull(subjects.get(key.slot())).size() > 1)
                .toList();
    }

    private List<HeldKey> unfindable(List<HeldKey> held, Collection<Emails> rooms) {
        var lost = new HashSet<Long>();
        emails(held, rooms).forEach((slot, address) -> {
            if (!keys.directory().find(address).contains(slot.number())) {
                lost.add(slot.number());
            }
        });
        return held.stream().filter(key -> lost.contains(key.slot())).toList();
    }

    /** Where the directory is to have each of these, as far as they are e-mails and open. */
    private Map<Slot, Address> emails(List<HeldKey> held, Collection<Emails> rooms) {
        var addresses = new HashMap<Slot, Address>();
        held.stream()
                .collect(Collectors.groupingBy(
                        HeldKey::organisation, Collectors.mapping(key -> new Slot(key.slot()), Collectors.toSet())))
                .forEach((organisation, slots) -> emails(organisation, slots, rooms)
                        .forEach((slot, email) ->
                                addresses.put(slot, keys.directory().address(organisation, email))));
        return addresses;
    }

    private Map<Slot, String> emails(OrganisationId organisation, Set<Slot> slots, Collection<Emails> rooms) {
        return Tenancy.in(
                organisation,
                () -> Objects.requireNonNull(separate.execute(status -> rooms.stream()
                        .flatMap(room -> room.under(slots).entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one)))));
    }
}
