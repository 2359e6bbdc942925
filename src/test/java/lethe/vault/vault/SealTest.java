package lethe.vault.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import lethe.vault.keyfile.KeyFiles;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final UUID ACME = UUID.randomUUID();
    private static final SealContext EMAIL = new SealContext("account", "email", UUID.randomUUID());
    private static final byte[] NONCE = KeyFiles.RANDOMNESS.bytes(Seal.NONCE);

    @Test
    void opensInItsContext() {
        var key = KeyFiles.someKey();
        var bound = Seal.bound(7, ACME, EMAIL);

        var sealed = Seal.close(key, bound, NONCE, bytes("bea@x.example"));

        assertThat(Seal.open(key, bound, sealed)).isEqualTo(bytes("bea@x.example"));
    }

    @Test
    void opensInNoOtherContext() {
        var key = KeyFiles.someKey();
        var sealed = Seal.close(key, Seal.bound(7, ACME, EMAIL), NONCE, bytes("bea@x.example"));
        var elsewhere = List.of(
                Seal.bound(8, ACME, EMAIL),
                Seal.bound(7, UUID.randomUUID(), EMAIL),
                Seal.bound(7, ACME, new SealContext("account", "other", EMAIL.row())),
                Seal.bound(7, ACME, new SealContext("accounte", "mail", EMAIL.row())),
                Seal.bound(7, ACME, new SealContext("account", "email", UUID.randomUUID())));

        assertThat(elsewhere).allSatisfy(bound -> assertThatThrownBy(() -> Seal.open(key, bound, sealed))
                .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void detectsAnotherKeyOrAChangedBit() {
        var key = KeyFiles.someKey();
        var bound = Seal.bound(7, ACME, EMAIL);
        var sealed = Seal.close(key, bound, NONCE, bytes("bea@x.example"));
        var changed = sealed.clone();
        changed[sealed.length / 2] ^= 1;

        assertThatThrownBy(() -> Seal.open(KeyFiles.someKey(), bound, sealed))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Seal.open(key, bound, changed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Seal.open(key, bound, new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hidesTheLengthOfAValue() {
        assertThat(sealedLength(0)).isEqualTo(sealedLength(60)).isLessThan(sealedLength(61));
        assertThat(sealedLength(61)).isEqualTo(sealedLength(92)).isEqualTo(sealedLength(60) + 32);
    }

    @Test
    void derivesAPersonsKeyFromBothHalves() {
        var slot = KeyFiles.someKey();
        var organisation = KeyFiles.someKey();

        var key = Seal.personKey(slot, organisation);

        assertThat(key.getEncoded())
                .hasSize(32)
                .isEqualTo(Seal.personKey(slot, organisation).getEncoded())
                .isNotEqualTo(Seal.personKey(KeyFiles.someKey(), organisation).getEncoded())
                .isNotEqualTo(Seal.personKey(slot, KeyFiles.someKey()).getEncoded());
    }

    private static int sealedLength(int clear) {
        return Seal.close(KeyFiles.someKey(), new byte[0], NONCE, new byte[clear]).length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
