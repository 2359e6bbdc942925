package lethe.audit.keys;

import java.util.Collection;
import java.util.Set;

/** What was signed before there was a chain of keys, as the room knows that keeps it. */
public interface CheckpointKeys {
    /** The ids of those keys that have signed a checkpoint of any log here; outside of any transaction. */
    Set<String> signers(Collection<PublishedKey> keys);

    /** Whether a log here has a checkpoint, whoever signed it. */
    boolean isAnythingSigned();
}
