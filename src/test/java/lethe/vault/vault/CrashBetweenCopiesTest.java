package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lethe.platform.kernel.KeySlot;
import lethe.vault.keyfile.DirectoryFiles;
import lethe.vault.keyfile.KeyFiles;
import lethe.vault.storage.FaultyDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that crashes between the first copy and the mirror is replaced by one that recovers. */
class CrashBetweenCopiesTest extends MirroredVault {
    /** The state of the two disks after a crash while Bea's keys were being destroyed: first the first copy, then the mirror. */
    private enum Crash {
        MIRROR_OLDER(State.DONE, State.BEFORE),
        FIRST_OLDER(State.BEFORE, State.DONE),
        BOTH_OLDER(State.BEFORE, State.BEFORE),
        FIRST_TORN(State.TORN, State.BEFORE),
        MIRROR_TORN(State.DONE, State.TORN),
        BOTH_TORN(State.TORN, State.TORN);

        private final State first;
        private final State second;

        Crash(State first, State second) {
            this.first = first;
            this.second = second;
        }

        private enum State {
            BEFORE,
            TORN,
            DONE
        }
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromACrashBetweenTheFirstCopyAndTheMirror(Crash crash) throws IOException {
        remove(bea);
        stop(node);
        leave(data.resolve("keys"), crash.first);
        leave(mirror, crash.second);

        var next = mirrored(new FaultyDisk());
        keysInUse(next).mendDirectory(List.of(slots -> emails(next, slots)), List.of());

        assertThat(isZeroOnBoth(bea.slot())).as("before the first request").isTrue();
        assertThat(in(acme, () -> next.forget(acme, bea.id()))).isPresent();
        assertThatBeaIsForgotten(next);
        assertThat(open(next, leo)).isEqualTo(LEO);
        assertThat(in(acme, () -> next.find(acme, LEO))).containsExactly(leo.slot());
        create(next, BEA);
    }

    private void leave(Path home, Crash.State state) throws IOException {
        switch (state) {
            case BEFORE -> {}
            case TORN -> {
                KeyFiles.tear(home, bea.slot().number());
                DirectoryFiles.tearGroups(
                        home, List.of(bea.slot().number(), leo.slot().number()));
            }
            case DONE -> KeyFiles.zero(home, bea.slot().number());
        }
    }

    private Map<KeySlot, String> emails(Vault by, Collection<KeySlot> slots) {
        return slots.contains(leo.slot()) ? Map.of(leo.slot(), open(by, leo)) : Map.of();
    }
}
