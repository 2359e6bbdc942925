package lethe.signin.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.Visitor;
import lethe.audit.log.Audit;
import lethe.messaging.mail.MailQueue;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import lethe.signin.login.OneTimeLinks;
import lethe.vault.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.util.AopTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** Wherever a change of e-mail is interrupted, exactly one address works, and repeating it completes it. */
class InterruptedChangeTest extends PostOffice {
    private static final RuntimeException KILLED = new IllegalStateException("killed");

    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TransactionTemplate transaction;

    @MockitoSpyBean
    private EmailStore store;

    @MockitoSpyBean
    private MailQueue mails;

    @MockitoSpyBean
    private Audit audit;

    @MockitoSpyBean
    private OneTimeLinks links;

    @MockitoSpyBean
    private Vault vault;

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

    private record Step(String name, Consumer<InterruptedChangeTest> kill) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Step> stepsOfAsking() {
        return Stream.of(
                new Step(
                        "the key is made",
                        test -> doThrow(KILLED).when(bare(test.vault)).newSecretsSlot(any())),
                new Step("it is stored", test -> doThrow(KILLED)
                        .when(bare(test.store))
                        .insertPending(any(), any(), any(), any(), any())),
                new Step(
                        "work is noted",
                        test -> doThrow(KILLED).when(bare(test.store)).insertWork(any(), any(), any())),
                new Step(
                        "the mail is queued",
                        test -> doThrow(KILLED).when(bare(test.mails)).queue(any())));
    }

    static Stream<Step> stepsOfConfirming() {
        return Stream.of(
                new Step(
                        "the new one is claimed",
                        test -> doThrow(KILLED).when(bare(test.vault)).claim(any(), any(), any())),
                new Step(
                        "it is recorded",
                        test -> doThrow(KILLED).when(bare(test.audit)).record(any(), eq("me.email-changed"), any())),
                new Step(
                        "links end",
                        test -> doThrow(KILLED).when(bare(test.links)).endReset(any())),
                new Step(
                        "the notice is queued",
                        test -> doThrow(KILLED).when(bare(test.mails)).queue(any())),
                new Step(
                        "the one before is kept for it",
                        test -> doThrow(KILLED).when(bare(test.store)).insertFormer(any(), any(), any(), any(), any())),
                new Step(
                        "the unconfirmed one goes",
                        test -> doThrow(KILLED).when(bare(test.store)).deletePending(any())),
                new Step("its key is listed", test -> doThrow(KILLED)
                        .when(bare(test.vault))
                        .forgetLater(any(OrganisationId.class), any(), any())),
                new Step(
                        "work is noted",
                        test -> doThrow(KILLED).when(bare(test.store)).insertWork(any(), any(), any())));
    }

    @ParameterizedTest
    @MethodSource("stepsOfAsking")
    void keepsTheOldAddressIfInterruptedWhileRequesting(Step step) throws InterruptedException {
        step.kill().accept(this);
        assertThat(change().status()).isEqualTo(500);
        reset(store, mails, audit, links, vault);

        assertThat(signIn(vera.email())).isEqualTo(200);
        assertThat(signIn(next)).isEqualTo(401);

        assertThat(change().status()).isEqualTo(202);
        confirm();
        assertOnlyTheNextWorks();
    }

    @ParameterizedTest
    @MethodSource("stepsOfConfirming")
    void keepsTheOldAddressIfInterruptedWhileConfirming(Step step) throws InterruptedException {
        change();
        mailTo(next);
        step.kill().accept(this);
        assertThat(confirm()).isEqualTo(500);
        reset(store, mails, audit, links, vault);

        assertThat(signIn(vera.email())).isEqualTo(200);
        assertThat(signIn(next)).isEqualTo(401);

        assertThat(confirm()).isEqualTo(303);
        assertOnlyTheNextWorks();
    }

    @Test
    void usesTheNewAddressAndDestroysKeysLaterIfInterruptedAfterwards() throws InterruptedException {
        change();
        mailTo(next);
        var person = UserId.parse(vera.id()).orElseThrow().value();
        doThrow(KILLED).when(bare(vault)).forget(any(), argThat(person::equals));

        assertThat(confirm()).isEqualTo(303);

        assertOnlyTheNextWorks();
        assertThat(worksLeft(person)).isPositive();
        reset(vault);
        for (var wait = 0; wait < 300 && worksLeft(person) > 0; wait++) {
            Thread.sleep(50);
        }
        assertThat(worksLeft(person)).isZero();
        assertOnlyTheNextWorks();
    }

    /** The object without its transactional proxy, because no transaction is open while it is stubbed. */
    private static <T> T bare(T spied) {
        return AopTestUtils.getUltimateTargetObject(spied);
    }

    private void assertOnlyTheNextWorks() {
        assertThat(signIn(next)).isEqualTo(200);
        assertThat(signIn(vera.email())).isEqualTo(401);
    }

    private int worksLeft(UUID person) {
        return Objects.requireNonNull(AsOwner.of(context)
                .queryForObject(
                        "select count(*) from work where kind = 'EMAIL' and subject = ?", Integer.class, person));
    }

    private lethe.Api.Answer change() {
        return vera.api().patch("/me", Map.of("email", next, "currentPassword", Stage.PASSWORD));
    }

    private int confirm() throws InterruptedException {
        var path = mailTo(next, "Confirm").path();
        var anybody = new Visitor(port);
        anybody.get(path);
        return anybody.post(path).status();
    }

    private int signIn(String email) {
        return stage.anybody()
                .post("/sign-in", Map.of("organisation", house.slug(), "email", email, "password", Stage.PASSWORD))
                .status();
    }
}
