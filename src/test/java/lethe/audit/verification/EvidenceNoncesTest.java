package lethe.audit.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lethe.audit.verification.EvidenceResult.Code;
import org.junit.jupiter.api.Test;

/** Rows without a nonce: older than the log, or forged to look so. */
class EvidenceNoncesTest extends EvidenceOfEachKind {
    @Test
    void aRemovedNonceDoesNotMakeARowOlderThanTheLog() {
        rows.execute("update attestation set nonce = null where user_id = %s returning 'done'".formatted(uuid(vera)));

        assertThat(codes()).containsExactly(Code.EVIDENCE_CHANGED);
    }

    @Test
    void countsOlderRowsWithoutTreatingThemAsForged() {
        var withNonce =
                holders.stream().filter(holder -> rows.hasNonce(holder.table())).toList();
        var old = withoutNonce();
        List.of("attested_at", "at", "created_at")
                .forEach(since -> old.put(since, "'%s'".formatted(founded.minusSeconds(60))));

        withNonce.forEach(holder -> rows.insertOne(holder, old));

        assertThat(withNonce).hasSize(4);
        assertThat(codes()).isEmpty();
        assertThat(evidence().unheld()).isEqualTo(withNonce.size());
        assertThat(lines())
                .contains("not held: %s %s 4 rows of evidence are older than the entries that would hold them"
                        .formatted(house.id(), house.slug()));
    }

    /** The log contains hashes from its first entry on, so no row can be older. */
    @Test
    void aForgedRowWithoutANonceIsNotAnOlderRow() {
        var withNonce =
                holders.stream().filter(holder -> rows.hasNonce(holder.table())).toList();

        withNonce.forEach(holder -> rows.insertOne(holder, withoutNonce()));

        assertThat(codes()).hasSize(4).containsOnly(Code.EVIDENCE_ADDED);
        assertThat(evidence().unheld()).isZero();
    }

    @Test
    void aReceiptWithoutAFormatIsNotAnOlderRow() {
        var forged = new HashMap<>(ANOTHER);
        forged.put("receipt", "'{}'");

        rows.insertOne(kind("receipt"), forged);

        assertThat(codes()).containsExactly(Code.EVIDENCE_ADDED);
        assertThat(evidence().unheld()).isZero();
    }

    @Test
    void aNameChangeAddsAMissingNonce() {
        rows.execute("update app_user set name_nonce = null where id = " + uuid(zoe) + " returning 'done'");
        zoe.api().patch("/me", Map.of("firstName", "Zora"));

        assertThat(codes()).containsExactly(Code.EVIDENCE_REMOVED);
        assertThat(rows.execute("select (name_nonce is not null)::text from app_user where id = " + uuid(zoe)))
                .isEqualTo("true");
    }

    @Test
    void theLogContainsNoNonceAndNoName() {
        var entries = house.ada().get("/audit?limit=200").body();

        assertThat(entries).contains("\"attestation\":\"sha256:", "\"name\":\"sha256:");
        assertThat(rows.execute("select string_agg(encode(name_nonce, 'hex'), ' ') from app_user")
                        .split(" "))
                .isNotEmpty()
                .allSatisfy(nonce -> assertThat(entries).doesNotContain(nonce));
        assertThat(house.ada().page("/audit").body())
                .contains("Hash of: the name, the attestation of consent")
                .doesNotContain("{name=");
    }

    private static Map<String, String> withoutNonce() {
        var forged = new HashMap<>(ANOTHER);
        forged.put("nonce", "null");
        forged.put("name_nonce", "null");
        return forged;
    }
}
