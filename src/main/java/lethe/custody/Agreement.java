package lethe.custody;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import lethe.kernel.OrganisationId;
import lethe.kernel.Tenancy;
import lethe.keyfile.Upkeep;
import lethe.vault.EmailsInForce;
import lethe.vault.HeldKey;
import lethe.vault.Registers;
import lethe.vault.Slot;
import lethe.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the database, the keys and the directory of e-mails tell the same: no key is destroyed and there, none has two
 * owners, and the directory leads to each e-mail that is in force, once, and to nobody forgotten.
 */
@Component
class Agreement {
    private static final String EMAIL = "account";
    private static final int BATCH = 10_000;
    private final Vault vault;
    private final Registers registers;
    private final EmailsInForce emails;
    private final TransactionTemplate separate;

    Agreement(Vault vault, Registers registers, EmailsInForce emails, PlatformTransactionManager transactions) {
        this.vault = vault;
        this.registers = registers;
        this.emails = emails;
        separate = new TransactionTemplate(transactions);
        separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** In sentences; none if all is well. What seems wrong may be half-way: it is looked at again while nobody writes. */
    List<String> differences() {
        var seeming = differences(vault.alone(keys -> keys));
        return seeming.isEmpty() ? seeming : vault.alone(this::differences);
    }

    private List<String> differences(Upkeep keys) {
        var differences = new ArrayList<String>();
        var entries = keys.entries().stream().collect(Collectors.groupingBy(slot -> slot, Collectors.counting()));
        var destroyed = destroyed();
        destroyed.stream()
                .filter(keys::isTaken)
                .forEach(slot -> differences.add("slot " + slot + " is destroyed, and there"));
        entries.keySet().stream()
                .filter(slot -> destroyed.get(slot.intValue()))
                .forEach(slot -> differences.add("slot " + slot + " is destroyed, and the directory leads to it"));
        for (var from = 0L; from < keys.end(); from += BATCH) {
            var slots = LongStream.range(from, Math.min(from + BATCH, keys.end()));
            owners(registers.holders(slots.boxed().toList()), entries, differences);
        }
        return differences;
    }

    private BitSet destroyed() {
        return Objects.requireNonNull(separate.execute(status -> {
            try (var all = registers.destroyed()) {
                return all.collect(BitSet::new, (set, slot) -> set.set(slot.intValue()), BitSet::or);
            }
        }));
    }

    private void owners(Collection<HeldKey> held, Map<Long, Long> entries, List<String> differences) {
        var owners = new HashMap<Long, HeldKey>();
        for (var key : held) {
            var other = owners.put(key.slot(), key);
            if (other != null) {
                differences.add("shared: " + key.sentence() + ", and " + other.sentence());
            }
        }
        held.stream()
                .filter(key -> key.holder().equals(EMAIL))
                .collect(Collectors.groupingBy(HeldKey::organisation))
                .forEach((organisation, keys) -> emails(organisation, keys, entries, differences));
    }

    private void emails(
            OrganisationId organisation, List<HeldKey> keys, Map<Long, Long> entries, List<String> differences) {
        var slots = keys.stream().map(key -> new Slot(key.slot())).toList();
        var lost = Tenancy.in(organisation, () -> separate.execute(status -> lost(organisation, slots)));
        for (var key : keys) {
            if (lost != null && lost.contains(new Slot(key.slot()))) {
                differences.add("not in the directory: " + key.sentence());
            } else if (entries.getOrDefault(key.slot(), 0L) > 1) {
                differences.add("more than once in the directory: " + key.sentence());
            }
        }
    }

    /** Those under which an e-mail is that the directory does not lead to. */
    private Set<Slot> lost(OrganisationId organisation, Collection<Slot> slots) {
        return emails.under(slots).entrySet().stream()
                .filter(email -> !vault.find(organisation, email.getValue()).contains(email.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
