package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.Unavailable;
import org.junit.jupiter.api.Test;

class VaultTest extends Guests {
    @Test
    void sealsAndOpens() {
        var guest = create(vault, BEA);

        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(guest.sealed()).hasSizeGreaterThanOrEqualTo(64);
        assertThat(new String(guest.sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("bea");
    }

    @Test
    void opensInNoOtherOrganisationContextOrRow() {
        var guest = create(vault, BEA);
        var globex = organisation();
        var elsewhere = new SealContext("guest", "email", UUID.randomUUID());

        assertThatThrownBy(() -> in(globex, () -> vault.open(globex, guest.slot(), guest.place(), guest.sealed())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in(acme, () -> vault.open(acme, guest.slot(), elsewhere, guest.sealed())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsAnEmailOnlyInItsOrganisation() {
        var guest = create(vault, BEA);
        var globex = organisation();

        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(in(acme, () -> vault.find(acme, LEO))).isEmpty();
        assertThat(in(globex, () -> vault.find(globex, BEA))).isEmpty();
    }

    /** IDNA 2003 mapped ß to ss: users entered that way are still found, and the caller compares the addresses. */
    @Test
    void findsEntriesUnderTheFormOfEarlierVersions() {
        var guest = create(vault, "info@strasse.example");

        assertThat(in(acme, () -> vault.find(acme, "info@xn--strae-oqa.example")))
                .containsExactly(guest.slot());
        assertThat(in(acme, () -> vault.find(acme, "info@xn--bcher-kva.example")))
                .isEmpty();
    }

    @Test
    void refusesAnEmailInUse() {
        create(vault, BEA);
        var globex = organisation();

        assertThatThrownBy(() -> create(vault, BEA)).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.code()).isEqualTo("email-in-use");
            assertThat(conflict.errors().getFirst().field()).isEqualTo("email");
        });
        acme = globex;
        create(vault, BEA);
    }

    @Test
    void forgetsPermanently() {
        var guest = create(vault, BEA);

        remove(guest);
        assertThat(open(vault, guest)).isEqualTo(BEA);
        assertThat(in(acme, () -> vault.forget(acme, guest.id()))).isPresent();

        assertThatThrownBy(() -> open(vault, guest)).isInstanceOf(KeyDestroyed.class);
        assertThat(in(acme, () -> vault.find(acme, BEA))).isEmpty();
        assertThat(jdbc.sql("select slot from destroyed_slot").query(Long.class).list())
                .contains(guest.slot().number());
        assertThat(pending(guest.id())).isEmpty();
    }

    @Test
    void sweepsMemoryOnlyAfterAKeyWasDestroyed() {
        var node = node();
        var guest = create(node, BEA);
        in(acme, () -> node.forget(acme, guest.id()));
        var forNothing = sweeping.isDue(Instant.now());
        remove(guest);

        in(acme, () -> node.forget(acme, guest.id()));

        assertThat(forNothing).isFalse();
        assertThat(sweeping.isDue(Instant.now())).isTrue();
    }

    @Test
    void forgetsAWholeOrganisationWithOneKey() {
        var guest = create(vault, BEA);
        var ofOrganisation =
                new KeySlot(in(acme, () -> store.organisationKey(acme)).orElseThrow());

        in(acme, () -> {
            vault.forgetLater(acme, acme.value(), List.of(ofOrganisation));
            return vault.forget(acme, acme.value());
        });

        assertThatThrownBy(() -> open(vault, guest)).isInstanceOf(KeyDestroyed.class);
    }

    @Test
    void givesAForgottenEmailANewKey() {
        var former = create(vault, BEA);
        remove(former);
        in(acme, () -> vault.forget(acme, former.id()));

        var guest = create(vault, BEA);

        assertThat(guest.slot()).isNotEqualTo(former.slot());
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThatThrownBy(() -> open(vault, former)).isInstanceOf(KeyDestroyed.class);
        assertThat(open(vault, guest)).isEqualTo(BEA);
    }

    @Test
    void completesPendingForgettingBeforeTheEmailIsReused() {
        var former = create(vault, BEA);
        remove(former);

        var guest = create(vault, BEA);

        assertThatThrownBy(() -> open(vault, former)).isInstanceOf(KeyDestroyed.class);
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(in(acme, () -> vault.forget(acme, former.id()))).isPresent();
        assertThat(in(acme, () -> vault.find(acme, BEA))).containsExactly(guest.slot());
        assertThat(open(vault, guest)).isEqualTo(BEA);
    }

    @Test
    void keepsTheKeyOfAnUnclaimedEntryThatWasNotForgotten() {
        var newer = create(vault, BEA);
        in(acme, () -> jdbc.sql("delete from guest").update());

        create(vault, BEA);

        assertThat(open(vault, newer)).isEqualTo(BEA);
    }

    @Test
    void undoesTheWritesOfARolledBackTransaction() {
        var written = new ArrayList<KeySlot>();

        assertThatThrownBy(() -> in(acme, () -> {
                    written.add(insert(vault, BEA).slot());
                    written.add(vault.newSecretsSlot(acme));
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");

        eventually(() -> written.stream().allMatch(this::isZero)
                && in(acme, () -> vault.find(acme, BEA)).isEmpty());
        create(vault, BEA);
    }

    /** A PostgreSQL that was killed may repeat numbers if its last writes did not reach the disk. */
    @Test
    void skipsNumbersWhoseKeyIsWritten() {
        var former = in(acme, () -> vault.newSecretsSlots(acme, 3));
        AsOwner.of(context)
                .queryForObject(
                        "select setval('key_slot', ?)",
                        Long.class,
                        former.getFirst().number() - 1);

        var later = in(acme, () -> vault.newSecretsSlots(acme, 2));

        assertThat(later).hasSize(2).doesNotContainAnyElementsOf(former);
    }

    @Test
    void needsNoNumbersForNothing() {
        assertThat(in(acme, () -> vault.newSecretsSlots(acme, 0))).isEmpty();
        assertThat(in(acme, () -> vault.claimAll(acme, List.of(), held -> held)))
                .isEmpty();
    }

    @Test
    void commitsNothingWithoutADurableKey() throws IOException {
        var data = copyOfKeys();
        var node = node("lethe.data", data.toString());
        Files.move(data.resolve("keys"), data.resolve("pulled out"));

        assertThatThrownBy(() -> create(node, BEA)).isInstanceOf(Unavailable.class);

        assertThat(disk.halts()).isEqualTo(1);
        assertThat(in(
                        acme,
                        () -> jdbc.sql("select id from guest").query(UUID.class).list()))
                .isEmpty();
        assertThatThrownBy(() -> create(node, LEO)).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusesKeysOutsideATransactionInTheOrganisation() {
        assertThatThrownBy(() -> TenantContext.in(acme, () -> vault.newSecretsSlot(acme)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in(organisation(), () -> vault.claim(acme, BEA, slot -> false)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sealsForTheInstallation() {
        var secret = new SealContext("signing_key", "private_key", UUID.randomUUID());

        var sealed = vault.sealForInstallation(secret, new byte[] {1, 2, 3});

        assertThat(vault.openForInstallation(secret, sealed)).containsExactly(1, 2, 3);
        assertThatThrownBy(
                        () -> vault.openForInstallation(new SealContext("signing_key", "other", secret.row()), sealed))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
