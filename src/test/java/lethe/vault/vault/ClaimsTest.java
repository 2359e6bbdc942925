package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Conflict;
import lethe.vault.keyfile.KeyFileHeader;
import org.junit.jupiter.api.Test;

class ClaimsTest extends Guests {
    @Test
    void grantsAnEmailToOneOfManyClaims() throws Exception {
        var node = node();

        var outcomes = atOnce(List.of(
                () -> create(vault, BEA), () -> create(node, BEA), () -> create(vault, BEA), () -> create(node, BEA)));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Guest).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Conflict).hasSize(3);
    }

    @Test
    void distinguishesCollidingEmailsOnTwoNodes() throws Exception {
        var node = node();
        var work = new ArrayList<Callable<Object>>();
        for (var number = 0; number < 12; number++) {
            var email = "guest" + number + "@x.example";
            var on = number % 2 == 0 ? vault : node;
            work.add(() -> {
                for (var round = 0; round < 3; round++) {
                    var former = create(on, email);
                    remove(former);
                    in(acme, () -> on.forget(acme, former.id()));
                }
                return create(on, email);
            });
        }

        var guests = atOnce(work);

        for (var number = 0; number < 12; number++) {
            var guest = (Guest) guests.get(number);
            var email = "guest" + number + "@x.example";
            assertThat(in(acme, () -> vault.find(acme, email))).containsExactly(guest.slot());
            assertThat(open(node, guest)).isEqualTo(email);
        }
    }

    @Test
    void concurrentImportsOfTheSameEmailsDoNotDeadlock() throws Exception {
        var node = node();
        var emails = IntStream.range(0, 40)
                .mapToObj(number -> "guest" + number + "@x.example")
                .toList();

        var outcomes = atOnce(List.of(() -> createAll(vault, emails), () -> createAll(node, emails.reversed())));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof List).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Conflict).hasSize(1);
    }

    /** Locks on a pair of numbers, for which {@code objsubid} is 2, are the gate's; those on a single number are a group's. */
    @Test
    void lockNumbersOfGroupsRevealNothing() {
        var locks = in(acme, () -> {
            vault.claim(acme, BEA, slot -> false);
            return jdbc.sql("""
                    select classid::bigint << 32 | objid::bigint
                    from pg_locks
                    where locktype = 'advisory' and pid = pg_backend_pid() and objsubid = 1
                    """).query(Long.class).list();
        });

        assertThat(locks).isNotEmpty().hasSizeLessThan(3).noneMatch(number -> number >>> Integer.SIZE == 0);
    }

    @Test
    void aClaimTakesOverTheKeyOfAWaitingEmail() {
        var waiting = create(vault, BEA);
        remove(waiting);
        asIfItHadNotBeenListed();
        awaited.add(waiting.slot());
        var node = node();

        var guest = create(node, BEA);

        assertThat(guest.slot()).isEqualTo(waiting.slot());
        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThatThrownBy(() -> create(node, BEA)).isInstanceOf(Conflict.class);
    }

    @Test
    void neverReassignsAUsedOrForgottenKey() {
        var held = create(vault, BEA);
        var forgotten = create(vault, LEO);
        remove(forgotten);

        var claimed = in(acme, () -> vault.claimAll(acme, List.of(BEA, LEO, "new@x.example"), this::held));

        assertThat(claimed.getFirst()).isEmpty();
        assertThat(claimed.subList(1, 3)).doesNotContain(Optional.of(held.slot()), Optional.of(forgotten.slot()));
        assertThat(isZero(forgotten.slot())).isTrue();
    }

    @Test
    void doublesAFillingIndexInTime() throws IOException {
        var node = node();
        var room = (1L << bits()) * 31;

        for (var batch = 0; batch * 400L < room + 400; batch++) {
            var emails = emails("crowd" + batch, 400);
            assertThat(in(acme, () -> node.claimAll(acme, emails, this::held))).allMatch(Optional::isPresent);
        }

        assertThat(in(acme, () -> vault.find(acme, emails("crowd3", 400).get(7))))
                .hasSize(1);
        assertThat((1L << bits()) * 31).isGreaterThan(room);
        create(vault, BEA);
    }

    private int bits() throws IOException {
        return KeyFileHeader.of(home()).orElseThrow().bits();
    }

    private static List<String> emails(String who, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> who + number + "@x.example")
                .toList();
    }

    private void asIfItHadNotBeenListed() {
        AsOwner.of(context)
                .execute("select set_config('lethe.organisation', '" + acme.value() + "', false);"
                        + " delete from pending_forgetting");
    }
}
