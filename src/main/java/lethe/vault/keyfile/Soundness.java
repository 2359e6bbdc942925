package lethe.vault.keyfile;

import java.util.Arrays;
import lethe.vault.storage.CopyArbiter;
import lethe.vault.storage.KeyFilePart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first copy decides, and its zeros mean that a key was destroyed; but where its bytes are damaged and the mirror's are
 * intact, the mirror's are taken. This may restore a key that was being destroyed: it is still pending and is destroyed again.
 */
final class Soundness implements CopyArbiter {
    private static final Logger LOG = LoggerFactory.getLogger(Soundness.class);
    private final int bits;

    Soundness(int bits) {
        this.bits = bits;
    }

    @Override
    public byte[] between(KeyFilePart part, long position, byte[] first, byte[] mirror) {
        return switch (part) {
            case SLOTS -> each(Slots.SIZE, position, first, mirror, Soundness::isDamagedSlot, Soundness::isSlot);
            case DIRECTORY ->
                each(IndexPage.size(bits), position, first, mirror, (one, at) -> !isGroup(one, at), this::isGroup);
        };
    }

    private static byte[] each(int size, long position, byte[] first, byte[] mirror, Test damaged, Test sound) {
        var chosen = first.clone();
        for (var at = 0; at + size <= first.length; at += size) {
            var ours = Arrays.copyOfRange(first, at, at + size);
            var theirs = Arrays.copyOfRange(mirror, at, at + size);
            if (damaged.of(ours, position + at) && sound.of(theirs, position + at)) {
                System.arraycopy(theirs, 0, chosen, at, size);
                LOG.warn("Damage in the key file at {} was repaired from its mirror", position + at);
            }
        }
        return chosen;
    }

    private static boolean isSlot(byte[] bytes, long position) {
        return position >= Slots.START && Slots.intact(bytes, 0, Slots.number(position));
    }

    private static boolean isDamagedSlot(byte[] bytes, long position) {
        return position >= Slots.START && !Slots.isEmpty(bytes) && !isSlot(bytes, position);
    }

    private boolean isGroup(byte[] bytes, long position) {
        return new IndexPage(IndexPage.number(position), bits, bytes).intact();
    }

    private interface Test {
        boolean of(byte[] bytes, long position);
    }
}
