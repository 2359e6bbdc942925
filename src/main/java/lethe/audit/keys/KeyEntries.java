package lethe.audit.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import lethe.audit.log.Audit;
import lethe.audit.log.SequencedEntry;
import lethe.audit.log.Target;
import lethe.audit.log.UnsequencedEntries;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.verifier.checkpoints.KeyAdded;
import lethe.verifier.checkpoints.KeyLink;
import lethe.verifier.merkle.Hash;
import org.springframework.stereotype.Component;

/**
 * Records each new signing key in a log, together with the first checkpoint signed after the key was created, so that an
 * interrupted rotation is always completed. Runs in the caller's transaction.
 */
@Component
public class KeyEntries {
    private final SigningKeys keys;
    private final UnsequencedEntries sequence;
    private final Audit audit;
    private final Map<OrganisationId, Integer> entered = new ConcurrentHashMap<>();

    public KeyEntries(SigningKeys keys, UnsequencedEntries sequence, Audit audit) {
        this.keys = keys;
        this.sequence = sequence;
        this.audit = audit;
    }

    /** Records the keys that this log does not name yet, from that index on; the caller must have locked the tree. */
    public List<Hash> enter(OrganisationId organisation, long first) {
        var added = keys.added();
        if (entered.getOrDefault(organisation, 0) >= added.size()) {
            return List.of();
        }
        var named = placed(organisation).stream().flatMap(KeyEntries::link).toList();
        var leaves = new ArrayList<Hash>();
        added.stream()
                .filter(link -> !named.contains(link))
                .forEach(link -> leaves.add(enter(organisation, link, first + leaves.size())));
        if (leaves.isEmpty()) {
            entered.put(organisation, added.size());
        }
        return leaves;
    }

    /** An entry that names a key which is not, or no longer, in the chain. */
    public Optional<SequencedEntry> stranger(OrganisationId organisation) {
        var added = keys.added();
        return placed(organisation).stream()
                .filter(entry -> link(entry).noneMatch(added::contains))
                .findFirst();
    }

    private List<SequencedEntry> placed(OrganisationId organisation) {
        return sequence.saying(organisation, KeyAdded.ACTION);
    }

    private static Stream<KeyLink> link(SequencedEntry entry) {
        return KeyAdded.of(entry.canonical()).stream();
    }

    private Hash enter(OrganisationId organisation, KeyLink link, long place) {
        var entry = audit.record(
                Actor.system(organisation), KeyAdded.ACTION, Target.of(organisation), KeyAdded.facts(link));
        sequence.place(organisation, place, entry.id());
        return new Hash(entry.leafHash());
    }
}
