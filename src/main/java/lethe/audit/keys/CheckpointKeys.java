package lethe.audit.keys;

import java.util.Collection;
import java.util.Set;

/** Checkpoints signed before there was a chain of keys; implemented by the room that stores them. */
public interface CheckpointKeys {
    /** The IDs of those keys that have signed a checkpoint of any log; call it outside a transaction. */
    Set<String> signers(Collection<PublishedKey> keys);

    /** Whether any log has a checkpoint, regardless of its signer. */
    boolean isAnythingSigned();
}
