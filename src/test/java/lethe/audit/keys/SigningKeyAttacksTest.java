package lethe.audit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import lethe.platform.kernel.Unavailable;
import lethe.platform.management.Command;
import lethe.platform.management.ManagementFailure;
import lethe.verifier.checkpoints.KeyLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

/** The database's owner changes the table of keys: only the chain is published and used. */
class SigningKeyAttacksTest extends ChainOfKeys {
    @Test
    void anInsertedRowIsNeitherPublishedNorUsedButReported() throws Exception {
        var id = insert(pair(), UUID.randomUUID(), new byte[] {1, 2, 3});

        assertThat(published()).isEqualTo(ids(chain)).doesNotContain(id);
        assertThat(keys.current().id()).isEqualTo(chain.getFirst().id());
        assertThat(keys.findings()).singleElement().asString().contains(id, "not in the chain");
        assertThat(alarm.sentences()).singleElement().asString().contains("do not match the chain");
        assertThat(verified()).anyMatch(line -> line.startsWith("bad: ") && line.contains(id));
        act();
    }

    @Test
    void anInsertedRowWithItsOwnLinksIsOutsideTheChain() throws Exception {
        var stranger = pair();
        var id = insert(stranger, UUID.randomUUID(), stranger.getPrivate().getEncoded());
        var key = SigningKey.of(
                stranger.getPublic().getEncoded(), stranger.getPrivate().getEncoded());
        for (var before : List.of(KeyLink.FIRST, chain.getFirst().id())) {
            table.change("delete from signing_link where key_id = ?", id);
            table.change(
                    "insert into signing_link (key_id, note) values (?, ?)",
                    id,
                    KeyLink.sign(id, key.publicKey(), before, "2026-11-29T08:00:00.000Z", key.publicKey(), key::sign)
                            .toString());

            assertThat(published()).isEqualTo(ids(chain));
            assertThat(keys.findings()).singleElement().asString().contains(id);
        }
    }

    @Test
    void aReplacedPublicHalfIsNotPublished() throws Exception {
        table.change(
                "update signing_key set public_key = ? where id = ?",
                pair().getPublic().getEncoded(),
                chain.getFirst().id());

        assertThat(keys.published()).extracting(PublishedKey::id).isEqualTo(ids(chain.subList(1, chain.size())));
        assertThat(keys.findings())
                .singleElement()
                .asString()
                .contains(chain.getFirst().id());
    }

    @Test
    void aReplacedFirstKeyLeavesNoSigningKey() throws Exception {
        table.change(
                "update signing_key set public_key = ? where id = ?",
                pair().getPublic().getEncoded(),
                chain.getLast().id());

        assertThat(keys.published()).isEmpty();
        assertThatThrownBy(() -> keys.current()).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> keys.rotate()).isInstanceOf(Unavailable.class);
        assertThat(keys.findings()).anyMatch(finding -> finding.contains("there is no signing key"));
    }

    @Test
    void refusesACopiedPrivateHalf() throws Exception {
        var newest = chain.getFirst().id();
        var other = pair().getPublic().getEncoded();
        table.change("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                select ?, row_id, ?, private_key, now() from signing_key where id = ?
                """, SigningKey.idOf(other), other, newest);
        table.change("""
                insert into signing_key (id, row_id, public_key, private_key, created_at)
                select 'ed25519-0000000000000000', row_id, public_key, private_key, now() from signing_key where id = ?
                """, newest);
        table.change("""
                insert into signing_link (key_id, note)
                select 'ed25519-0000000000000000', note from signing_link where key_id = ?
                """, newest);

        assertThat(published()).isEqualTo(ids(chain));
        assertThat(keys.findings()).hasSize(2).anyMatch(finding -> finding.contains("ed25519-0000000000000000"));
    }

    @Test
    void refusesAPrivateHalfFromAnotherRow() {
        table.change(
                "update signing_key set private_key = (select private_key from signing_key where id = ?) where id = ?",
                chain.getLast().id(),
                chain.getFirst().id());

        assertThat(ids(keys.published())).isEqualTo(ids(chain.subList(1, chain.size())));
    }

    @Test
    void theChainDeterminesTheOrderRegardlessOfTimes() {
        table.change(
                "update signing_key set created_at = now() + interval '1 day' where id = ?",
                chain.getLast().id());

        assertThat(keys.published()).isEqualTo(chain);
        assertThat(keys.current().id()).isEqualTo(chain.getFirst().id());
    }

    @Test
    void swappedLinksAreInvalid() {
        var first = chain.getLast();
        var last = chain.getFirst();
        table.change("update signing_link set note = ? where key_id = ?", first.link(), last.id());
        table.change("update signing_link set note = ? where key_id = ?", last.link(), first.id());

        assertThat(keys.published()).isEmpty();
        assertThat(keys.findings()).hasSize(chain.size() + 1);
    }

    @Test
    void noticesADeletedRow() {
        table.change("delete from signing_key where id = ?", chain.getFirst().id());

        assertThat(keys.findings())
                .singleElement()
                .asString()
                .contains(chain.getFirst().id(), "missing");
    }

    @Test
    void logsNoticeARowDeletedWithItsLink() {
        table.change("delete from signing_key where id = ?", chain.getFirst().id());
        table.change(
                "delete from signing_link where key_id = ?", chain.getFirst().id());

        assertThat(keys.findings()).isEmpty();
        assertThat(verified())
                .anyMatch(line -> line.startsWith("bad: " + house.id()) && line.contains("names a signing key"));
    }

    @Test
    void reportsAForeignKeyEvenIfMarkedAsExcluded() throws Exception {
        var id = insert(pair(), UUID.randomUUID(), new byte[] {1, 2, 3});
        table.change("insert into signing_link (key_id, note) values (?, '')", id);

        assertThat(keys.findings()).singleElement().asString().contains(id);
    }

    /** The keys become unreadable, and nothing can be signed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into signing_key values (repeat('x', 41), gen_random_uuid(), '', '', now())",
                "insert into signing_key values ('x', gen_random_uuid(), decode(repeat('00', 101), 'hex'), '', now())",
                "insert into signing_key values ('x', gen_random_uuid(), '', decode(repeat('00', 1001), 'hex'), now())",
                "insert into signing_link values (repeat('x', 41), '')",
                "insert into signing_link values ('x', repeat('x', 1001))",
            })
    void refusesARowLongerThanAnyKey(String insert) {
        assertThatThrownBy(() -> table.change(insert)).isInstanceOf(DataIntegrityViolationException.class);
    }

    /** The output of {@code lethe audit verify}, which fails. */
    private List<String> verified() {
        try {
            return context.getBean("auditVerify", Command.class).run(Map.of());
        } catch (ManagementFailure wrong) {
            return wrong.lines();
        }
    }
}
