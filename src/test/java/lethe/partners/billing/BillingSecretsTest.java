package lethe.partners.billing;

import static lethe.partners.billing.Bills.at;
import static lethe.partners.billing.Bills.inTransaction;
import static lethe.partners.billing.Bills.organisation;
import static lethe.partners.billing.Bills.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.kernel.KeySlot;
import lethe.selftest.prove.ResidueScan;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Billing details are never stored in plain text, and are deleted with their partner. */
@LetheTest
class BillingSecretsTest {
    private static final String IBAN = "DE75512108001245126199";

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Vault vault;

    @Value("${lethe.data}")
    private Path data;

    private House house;
    private Api ada;
    private String partner;
    private String email;

    @BeforeEach
    void aPartnerWithBillingDetails() {
        house = stage.house();
        ada = house.ada();
        partner = Bills.partner(ada);
        email = Stage.email("spurlos.rechnung");
        ada.put(at(partner), Bills.right());
        ada.put(at(partner), with("iban", IBAN, "bic", null, "invoiceEmail", email, "taxNumber", "143/262/10485"));
    }

    @Test
    void plainTextIsNeverOnDisk() throws IOException {
        assertThat(ada.get(at(partner)).body()).contains(IBAN, email);
        assertThat(tracesOnDisk()).isEmpty();

        ada.delete("/partners/" + partner);

        assertThat(tracesOnDisk()).isEmpty();
    }

    @Test
    void theKeyIsDestroyedWithThePartner() {
        var copy = copy();
        assertThat(open(copy)).contains(IBAN, email);

        var deleted = ada.delete("/partners/" + partner);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(isDestroyed(copy)).isTrue();
        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
        assertThat(rowsLeft()).isZero();
        assertThat(ada.get(at(partner)).status()).isEqualTo(404);
    }

    @Test
    void theNextStartDestroysKeysLeftByACrash() {
        var copy = copy();
        crashBetweenTheTwoTransactions();
        assertThat(open(copy)).contains(IBAN);

        context.getBeansOfType(SmartInitializingSingleton.class).values().stream()
                .filter(one -> one.getClass().getName().startsWith("lethe.partners."))
                .forEach(SmartInitializingSingleton::afterSingletonsInstantiated);

        assertThatThrownBy(() -> open(copy)).isInstanceOf(KeyDestroyed.class);
        assertThat(isDestroyed(copy)).isTrue();
    }

    private void crashBetweenTheTwoTransactions() {
        inTransaction(context, house, () -> {
            var key =
                    context.getBean(BillingKeys.class).erase(Bills.id(partner)).orElseThrow();
            vault.forgetLater(organisation(house), Bills.id(partner).value(), List.of(key));
            return jdbc.sql("insert into work values (:organisation, 'PARTNER_FORGETTING', :id, now())")
                    .param("organisation", organisation(house).value())
                    .param("id", Bills.id(partner).value())
                    .update();
        });
    }

    private record Copy(KeySlot slot, byte[] sealed) {}

    private Copy copy() {
        return inTransaction(context, house, () -> jdbc.sql(
                        "select key_slot, particulars from billing_details where partner_id = :id")
                .param("id", Bills.id(partner).value())
                .query((row, number) -> new Copy(new KeySlot(row.getLong("key_slot")), row.getBytes("particulars")))
                .single());
    }

    private String open(Copy copy) {
        var place = new SealContext(
                "billing_details", "particulars", Bills.id(partner).value());
        return inTransaction(context, house, () -> vault.open(organisation(house), copy.slot(), place, copy.sealed()));
    }

    private boolean isDestroyed(Copy copy) {
        return jdbc.sql("select exists (select from destroyed_slot where slot = :slot)")
                .param("slot", copy.slot().number())
                .query(Boolean.class)
                .single();
    }

    private long rowsLeft() {
        return inTransaction(context, house, () -> jdbc.sql(
                        "select (select count(*) from billing_details) + (select count(*) from billing_change)")
                .query(Long.class)
                .single());
    }

    private List<Path> tracesOnDisk() throws IOException {
        return new ResidueScan(Map.of("e-mail", email, "IBAN", IBAN))
                .scan(data).traces().stream().map(ResidueScan.Trace::file).toList();
    }
}
