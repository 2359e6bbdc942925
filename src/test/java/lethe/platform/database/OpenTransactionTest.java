package lethe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction that is left open is continued in the same scope only. */
class OpenTransactionTest extends TableOfTenants {
    @Autowired
    private OpenTransaction open;

    @Test
    void firstDoorInTheSameScopeContinuesTheOpenTransaction() {
        var first = leaveOpen(ACME);

        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isEqualTo(first);
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isNotEqualTo(first);
    }

    @Test
    void otherScopesDoNotUseTheOpenTransaction() {
        var first = leaveOpen(ACME);

        assertThat(wordsOf(OTHER)).containsExactly("other");
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::number))).isNotEqualTo(first);
    }

    /** A thread uses at most one connection, however often it leaves a transaction open. */
    @Test
    void returnsTheOpenConnection() {
        for (var time = 0; time < 40; time++) {
            leaveOpen(ACME);
        }
        OpenTransaction.end();
        OpenTransaction.end();

        assertThat(open.leaveOpen(Optional::<String>empty, word -> Actor.system(ACME)))
                .isEmpty();
        assertThat(TenantContext.in(ACME, () -> inTransaction(this::words))).containsExactly("acme");
    }

    /** A read-only door may continue a transaction that allows writing; a failure in it rolls back everything. */
    @Test
    void aReadOnlyDoorContinuesItAndAFailureRollsItBack() {
        leaveOpen(ACME);
        var reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        List<String> read = TenantContext.in(ACME, () -> reading.execute(status -> words()));
        assertThat(read).containsExactly("acme");

        leaveOpen(ACME);
        assertThatThrownBy(() -> inTransactionOf(ACME, () -> {
                    insert(ACME, "lost");
                    throw new IllegalStateException("rolls back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(wordsOf(ACME)).containsExactly("acme");
    }

    /** @return the transaction ID */
    private String leaveOpen(OrganisationId organisation) {
        return open.leaveOpen(
                        () -> Optional.of(
                                client.sql("select set_config('lethe.organisation', :id, true) || pg_current_xact_id()")
                                        .param("id", organisation.value().toString())
                                        .query(String.class)
                                        .single()),
                        number -> Actor.system(organisation))
                .map(number -> number.substring(36))
                .orElseThrow();
    }
}
