package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Visitor;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** A failed mail is reported to those who can help, with the server's codes, our explanation and a remedy. */
class UndeliveredTest extends PostOffice {
    @Autowired
    private Stage stage;

    @Autowired
    private OperatorSessions operators;

    @Autowired
    private MessageSource messages;

    @Autowired
    private List<MailTemplates> templates;

    @Autowired
    private Undelivered undelivered;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationContext context;

    @MockitoSpyBean
    private Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    @LocalServerPort
    private int port;

    private House house;

    @BeforeEach
    void createHouse() {
        house = stage.house();
    }

    @AfterEach
    void resetTheServer() {
        Mockito.reset(smtp, store);
        AsOwner.of(context).execute("truncate mail; delete from work where kind = 'MAIL'");
    }

    @Test
    void showsARefusedInvitationOnTheUsersPageUntilTheirTermination() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            var email = Stage.email("klara");
            var klara = house.create("Klara", email, "EXTERNAL", "Viewer").text("id");

            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(house.ada(), klara))
                    .contains("The invitation did not arrive", "(SMTP 550 5.1.1)", "withdraw the invitation")
                    .doesNotContain("no such user");
            assertThat(house.ada()
                            .with("Accept-Language", "de")
                            .page("/users/" + klara)
                            .body())
                    .contains("Die Einladung ist nicht angekommen", "SMTP 550 5.1.1");
            assertThat(rows(klara)).hasSize(1).allSatisfy(row -> assertThat(row.toLowerCase(Locale.ROOT))
                    .doesNotContain(email, "@", "no such user"));

            house.ada().post("/users/" + klara + "/termination", Map.of());
            assertThat(rows(klara)).isEmpty();
        }
    }

    @Test
    void hidesItFromUsersWhoMayOnlyView() throws Exception {
        var role = house.ada()
                .post("/roles", Map.of("name", "Auditor", "permissions", List.of("VIEW_AUDIT_LOG")))
                .text("name");
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", role);
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(vera.api(), klara)).doesNotContain("did not arrive", "550");
        }
    }

    @Test
    void reportsAPostponedMailUntilItIsGivenUp() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "451 4.7.1 greylisted"))) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.PUT_OFF);

            assertThat(page(house.ada(), klara))
                    .contains(
                            "The invitation has not arrived yet",
                            "deferred it (SMTP 451 4.7.1)",
                            "We’ll keep trying until");

            Clocks.turnBack(context, "mail", "queued_at", 60 * 24 * 3);
            Clocks.turnBack(context, "work", "due", 60 * 24 * 3);
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);
            assertThat(page(house.ada(), klara)).contains("The invitation did not arrive", "451 4.7.1");
        }
    }

    @Test
    void explainsAnAddressThatTheServerCannotDeliver() throws Exception {
        try (var server = new GrumpyServer(Map.of())) {
            sendBy(server, "per-mail");
            var klara = house.create("Klara", "grüße-" + Stage.email("k"), "EXTERNAL", "Viewer")
                    .text("id");
            awaitNote(klara, "invitation", Undelivered.State.NOT_DELIVERED);

            assertThat(page(house.ada(), klara)).contains("letters such as ü before the @");
            assertThat(server.lines("MAIL")).isEmpty();
        }
    }

    @Test
    void reportsARefusedResetToTheOperatorWithoutPersonalData() throws Exception {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        try (var server = new GrumpyServer(Map.of("TEXT", "550 5.7.1 looks like spam to <" + vera.email() + ">"))) {
            sendBy(server, "per-mail");
            stage.anybody().post("/password-reset", Map.of("organisation", house.slug(), "email", vera.email()));
            awaitNote(vera.id(), "forgotten-password", Undelivered.State.NOT_DELIVERED);

            var visitor = new Visitor(port);
            var link = "/operator/link/" + operators.link();
            visitor.get(link);
            visitor.post(link);
            var page = visitor.get("/operator").body();

            assertThat(page)
                    .contains("The email with a password-reset link: 1.", "(SMTP 550 5.7.1)")
                    .doesNotContain("Vera", vera.email(), "spam");
            assertThat(undelivered.counts(Actor.operator()))
                    .contains(new Undelivered.Count(
                            "forgotten-password", new DeliveryFailure(Reason.REFUSED, 550, "5.7.1"), 1));
        }
    }

    @Test
    void reportsARefusedConfirmationToTheUser() throws Exception {
        var vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server, "per-mail");
            vera.api().patch("/me", Map.of("email", Stage.email("typo"), "currentPassword", Stage.PASSWORD));
            awaitNote(vera.id(), "confirm-email", Undelivered.State.NOT_DELIVERED);

            assertThat(vera.api()
                            .with("Accept-Language", "en")
                            .page("/profile/email")
                            .body())
                    .contains("The confirmation email did not arrive", "SMTP 550 5.1.1", "enter it again");
            assertThat(page(house.ada(), vera.id())).doesNotContain("did not arrive");
        }
    }

    @Test
    void healthSuggestsASettingAfterA553UntilItIsFixed() throws Exception {
        for (var phase : new String[] {"MAIL", "RCPT"}) {
            try (var server = new GrumpyServer(Map.of(phase, "553 5.7.1 not your address"))) {
                var named = sendBy(server, "per-mail");
                var klara = house.create("Klara", Stage.email("klara"), "EXTERNAL", "Viewer")
                        .text("id");
                awaitNote(klara, "invitation", Undelivered.State.PUT_OFF);

                assertThat(named.trouble()).hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("SMTP 553 5.7.1", "LETHE_MAIL_ENVELOPE=sender")
                        .doesNotContain("127.0.0.1"));
                assertThat(health()).contains("LETHE_MAIL_ENVELOPE=sender").doesNotContain("127.0.0.1", "klara");
                assertThat(page(house.ada(), klara)).contains("refuses the sender (SMTP 553 5.7.1)");
                Mockito.reset(smtp);
            }
        }
        Mockito.reset(smtp);
        assertThat(health()).doesNotContain("LETHE_MAIL_ENVELOPE");
    }

    @Test
    void describesEveryKindOfMailAndEveryReason() {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            assertThat(templates).isNotEmpty().allSatisfy(one -> assertThat(
                            messages.getMessage("mail.kind." + one.kind(), null, language))
                    .isNotBlank());
            for (var reason : Reason.values()) {
                assertThat(messages.getMessage("mail.reason." + reason, new Object[] {" (SMTP 1)"}, language))
                        .contains("(SMTP 1)");
            }
        }
    }

    private Smtp sendBy(GrumpyServer server, String envelope) throws IOException {
        var named = new Smtp(server.url(), "post@lethe.example", envelope);
        Mockito.doAnswer(call -> named.line()).when(smtp).line();
        Mockito.doAnswer(call -> named.trouble()).when(smtp).trouble();
        return named;
    }

    private String health() {
        return stage.anybody().page("/health/ready").body();
    }

    private static String page(Api who, String person) {
        return who.with("Accept-Language", "en").page("/users/" + person).body();
    }

    private List<String> rows(String person) {
        return in(() -> jdbc.sql("select mail::text from mail where user_id = :person")
                .param("person", UserId.parse(person).orElseThrow().value())
                .query(String.class)
                .list());
    }

    private void awaitNote(String person, String kind, Undelivered.State state) throws InterruptedException {
        var id = UserId.parse(person).orElseThrow();
        for (var wait = 0; wait < 300; wait++) {
            if (in(() -> undelivered.of(
                            Actor.person(OrganisationId.parse(house.id()).orElseThrow(), id), id, List.of(kind)))
                    .stream()
                    .anyMatch(note -> note.state() == state)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + state + " of " + kind);
    }

    private <T> T in(java.util.function.Supplier<T> asking) {
        return TenantContext.in(
                OrganisationId.parse(house.id()).orElseThrow(), () -> transaction.execute(status -> asking.get()));
    }
}
