package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.messaging.mail.Clocks;
import lethe.platform.kernel.KeySlot;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.privacy.retention.RetentionJob;
import lethe.vault.vault.KeyDestroyed;
import lethe.vault.vault.SealContext;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changing one's own e-mail with mail configured: it takes effect when confirmed, and the old address is told and
 * erased.
 */
class OwnEmailTest extends PostOffice {
    private static final String CONFIRM = "Confirm your new email";
    private static final String CHANGED = "was changed";

    @Autowired
    private Stage stage;

    @Autowired
    private Vault vault;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private House house;
    private Person vera;
    private String next;

    @BeforeEach
    void veraAndTheAddressSheWants() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        next = Stage.email("vera.neu");
    }

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
                .contains("a new email address", "write to one of the contacts")
                .doesNotContain(next)
                .doesNotContain("/email/");
        awaitForgotten(before);
        assertThat(house.ada().get("/users/" + vera.id()).text("email")).isEqualTo(next);
        assertThat(vera.api().get("/me/audit").body()).contains("me.email-changed");
    }

    @Test
    void isChangedOnPagesInGerman() throws InterruptedException {
        var visitor = new Visitor(port).speaking("de");
        visitor.signIn(house.slug(), vera.email(), Stage.PASSWORD);
        var base = "/o/" + house.slug();
        assertThat(visitor.get(base + "/profile").body()).contains(base + "/profile/email");
        assertThat(visitor.get(base + "/profile/email").body()).contains("Sobald Sie dort bestätigen");

        var asked = visitor.post(base + "/profile/email", "email", next, "currentPassword", Stage.PASSWORD);

        assertThat(asked.leadsTo()).endsWith("/profile/email?done=email-asked");
        assertThat(visitor.follow(asked).body()).contains("wartet auf Bestätigung", next);
        var mail = mailTo(next, "Bestätigen Sie");
        assertThat(mail.html()).contains("<html lang=\"de\">", "Adresse bestätigen", mail.link());
        assertThat(visitor.get(mail.path()).body()).contains("Bestätigen Sie Ihre neue Adresse");
        var done = visitor.post(mail.path());
        assertThat(done.leadsTo()).endsWith("/profile?done=email-changed");
        assertThat(visitor.follow(done).body()).contains(next).doesNotContain(vera.email());
        assertThat(mailTo(vera.email(), "wurde geändert").html()).contains("<html lang=\"de\">");
    }

    @Test
    void asksForThePassword() {
        var without = vera.api().patch("/me", Map.of("email", next));
        var wrong = vera.api().patch("/me", Map.of("email", next, "currentPassword", "not the password"));

        assertThat(without.status()).isEqualTo(422);
        assertThat(without.json().at("/errors/0/field").asString()).isEqualTo("currentPassword");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().at("/errors/0/code").asString()).isEqualTo("password-wrong");
        assertThat(mailsTo(next)).isEmpty();
    }

    @Test
    void isRefusedIfTakenAndLimitedInAttempts() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var taken = change(edo.email());

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.problem()).isEqualTo("email-in-use");
        for (var attempt = 0; attempt < 9; attempt++) {
            change(edo.email());
        }
        assertThat(change(edo.email()).status()).as("no probing for addresses").isEqualTo(429);
        assertThat(signIn(vera.email())).isEqualTo(200);
    }

    @Test
    void doesNotReserveAnUnconfirmedAddress() throws InterruptedException {
        change(next);
        var mail = mailTo(next, CONFIRM);
        assertThat(house.create("Nina", next, "EXTERNAL", "Viewer").status()).isEqualTo(201);

        var late = confirm(mail);

        assertThat(late.status()).isEqualTo(409);
        assertThat(signIn(vera.email())).isEqualTo(200);
        assertThat(vera.api().get("/me").text("email")).isEqualTo(vera.email());
    }

    @Test
    void isConfirmedOnceAndOnlyByTheLastLink() throws InterruptedException {
        var other = Stage.email("vera.anders");
        change(other);
        var first = mailTo(other, CONFIRM);
        change(next);
        var second = mailTo(next, CONFIRM);

        assertThat(confirm(first).status()).isEqualTo(410);
        assertThat(confirm(second).status()).isEqualTo(303);
        assertThat(confirm(second).status()).isEqualTo(410);
        assertThat(signIn(other)).isEqualTo(401);
        assertThat(signIn(next)).isEqualTo(200);
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
    void changesItsSpellingWithoutConfirmation() {
        var shouted = vera.email().substring(0, 4).toUpperCase(java.util.Locale.ROOT)
                + vera.email().substring(4);

        var answer = change(shouted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("email")).isEqualTo(shouted);
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

    @Test
    void changesOnlyOwnNames() {
        var answer = vera.api().patch("/me", Map.of("firstName", "  Veronika ", "lastName", "Żółć"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("firstName")).isEqualTo("Veronika");
        assertThat(house.ada().get("/users/" + vera.id()).text("lastName")).isEqualTo("Żółć");
        assertThat(house.ada().get("/me").text("firstName")).isEqualTo("Ada");
        assertThat(vera.api().patch("/me", Map.of("firstName", "a@b")).status()).isEqualTo(422);
        assertThat(vera.api().patch("/me", Map.of("type", "ADMIN")).status()).isEqualTo(400);
        assertThat(vera.api().patch("/me", Map.of()).status()).isEqualTo(200);
        assertThat(vera.api().get("/me/audit").body()).contains("me.name-changed");
    }

    @Test
    void storesNothingIfOnePartIsRefused() {
        var edo = house.person(stage.anybody(), "Edo", "EXTERNAL", "Viewer");

        var refused = vera.api()
                .patch("/me", Map.of("firstName", "Anders", "email", edo.email(), "currentPassword", Stage.PASSWORD));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(vera.api().get("/me").text("firstName")).isEqualTo("Vera");
    }

    private Answer change(String email) {
        return vera.api().patch("/me", Map.of("email", email, "currentPassword", Stage.PASSWORD));
    }

    private Visitor.Page confirm(Received mail) {
        var anybody = new Visitor(port);
        anybody.get(mail.path());
        return anybody.post(mail.path());
    }

    private int signIn(String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD))
                .status();
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

    private UserId person() {
        return UserId.parse(vera.id()).orElseThrow();
    }

    private OrganisationId organisation() {
        return OrganisationId.parse(house.id()).orElseThrow();
    }
}
