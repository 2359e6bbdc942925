package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lethe.messaging.mail.Clocks;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.privacy.retention.RetentionJob;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Addresses are erased: the old one, an unconfirmed one, a withdrawn one. */
class OwnEmailErasureTest extends ChangedEmail {
    private static final String CHANGED = "was changed";

    @Autowired
    private Vault vault;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    @Test
    void takesEffectOnceConfirmedAndErasesTheOldAddress() throws InterruptedException {
        var before = sealed();

        var asked = change(next);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("email")).as("not in force yet").isEqualTo(vera.email());
        assertThat(signIn(vera.email())).isEqualTo(200);
        assertThat(signIn(next)).isEqualTo(401);
        var mail = mailTo(next, CONFIRM);
        assertThat(mailsTo(vera.email(), CONFIRM)).isEmpty();
        assertThat(confirm(mail).leadsTo()).endsWith("/sign-in?done=email-changed");
        assertThat(signIn(next)).isEqualTo(200);
        assertThat(signIn(vera.email())).isEqualTo(401);
        assertThat(vera.api().get("/me").text("email")).as("the session stays").isEqualTo(next);
        var told = mailTo(vera.email(), CHANGED);
        assertThat(told.text())
                .contains("a new email address", "use one of the contacts")
                .doesNotContain(next)
                .doesNotContain("/email/");
        awaitForgotten(before);
        assertThat(house.ada().get("/users/" + vera.id()).text("email")).isEqualTo(next);
        assertThat(vera.api().get("/me/audit").body()).contains("me.email-changed");
    }

    @Test
    void isWithdrawnByEnteringTheCurrentAddress() throws InterruptedException {
        change(next);
        var mail = mailTo(next, CONFIRM);
        var pending = slots("pending_email");

        assertThat(change(vera.email()).status()).isEqualTo(200);

        assertThat(confirm(mail).status()).isEqualTo(410);
        assertThat(destroyed(pending.getFirst())).isTrue();
    }

    @Test
    void isErasedIfUnconfirmedForADay() throws InterruptedException {
        change(next);
        var mail = mailTo(next, CONFIRM);
        var pending = slots("pending_email").getFirst();
        Clocks.turnBack(context, "pending_email", "expires_at", 60 * 24 + 1);

        assertThat(confirm(mail).status()).isEqualTo(410);
        context.getBean(RetentionJob.class)
                .apply(OrganisationId.parse(house.id()).orElseThrow());

        for (var wait = 0; wait < 200 && !destroyed(pending); wait++) {
            Thread.sleep(50);
        }
        assertThat(destroyed(pending)).isTrue();
        assertThat(slots("pending_email")).isEmpty();
        assertThat(signIn(vera.email())).isEqualTo(200);
    }

    @Test
    void endsAResetLinkSentToTheOldAddress() throws InterruptedException {
        stage.anybody().post("/password-reset", Map.of("organisation", house.slug(), "email", vera.email()));
        var reset = mailTo(vera.email(), "password for");
        change(next);
        confirm(mailTo(next, CONFIRM));

        assertThat(stage.anybody()
                        .post("/sign-in", Map.of("link", reset.secret()))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void isErasedWithTheUserEvenIfUnconfirmed() throws InterruptedException {
        change(next);
        var mail = mailTo(next, CONFIRM);
        var pending = slots("pending_email").getFirst();

        var receipt = house.ada().post("/users/" + vera.id() + "/termination", Map.of());

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body()).contains("unconfirmedEmail");
        assertThat(destroyed(pending)).isTrue();
        assertThat(slots("pending_email")).isEmpty();
        assertThat(confirm(mail).status()).isEqualTo(410);
        assertThat(signIn(next)).isEqualTo(401);
    }

    private record Sealed(KeySlot slot, byte[] email) {}

    private Sealed sealed() {
        return inHouse(
                        "select key_slot, email from account where user_id = :person",
                        (row, number) -> new Sealed(new KeySlot(row.getLong(1)), row.getBytes(2)))
                .getFirst();
    }

    private List<Long> slots(String table) {
        return inHouse("select key_slot from " + table + " where user_id = :person", (row, number) -> row.getLong(1));
    }

    private boolean destroyed(long slot) {
        return transaction.execute(status -> jdbc.sql("select exists (select 1 from destroyed_slot where slot = :slot)")
                .param("slot", slot)
                .query(Boolean.class)
                .single());
    }

    private void awaitForgotten(Sealed before) throws InterruptedException {
        for (var wait = 0; wait < 200 && !destroyed(before.slot().number()); wait++) {
            Thread.sleep(50);
        }
        var place = new SealContext("account", "email", person().value());
        assertThatThrownBy(() -> TenantContext.in(
                        organisation(),
                        () -> transaction.execute(
                                status -> vault.open(organisation(), before.slot(), place, before.email()))))
                .isInstanceOf(KeyDestroyed.class);
        assertThat(slots("former_email")).isEmpty();
    }

    private <T> List<T> inHouse(String sql, org.springframework.jdbc.core.RowMapper<T> row) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> jdbc.sql(sql)
                        .param("person", person().value())
                        .query(row)
                        .list()));
    }
}
