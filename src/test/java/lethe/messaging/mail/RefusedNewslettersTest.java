package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.Stage.Person;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** Newsletter mails that a server refuses are counted, postponed or tried again; no recipient is left out. */
class RefusedNewslettersTest extends PostOffice {
    @Autowired
    private Stage stage;

    @Autowired
    private ApplicationContext context;

    @MockitoSpyBean
    private Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    private House house;
    private Person vera;
    private String issue;

    @BeforeEach
    void createAnIssueToVera() {
        house = stage.house();
        vera = house.person(stage.anybody(), "Vera", "INTERNAL", "Viewer");
        var news = house.ada()
                .post("/newsletters", Map.of("name", "News", "about", "What is new.", "frequency", "Now and then."))
                .text("id");
        vera.api().put("/me/newsletters/" + news, Map.of("subscribed", true));
        house.ada().post("/newsletters/" + news + "/issues", Map.of("subject", "Refused", "markdown", "x"));
        issue = "/newsletters/" + news + "/issues/1";
    }

    @AfterEach
    void resetTheServer() {
        Mockito.reset(smtp, store);
    }

    @Test
    void countsAPermanentRefusalAsBounce() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "550 5.1.1 no such user"))) {
            sendBy(server);

            var done = awaitSent();

            assertThat(done.json().path("bounced").asInt()).isEqualTo(1);
            assertThat(done.json().path("sent").asInt()).isZero();
        }
    }

    @Test
    void triesATemporaryRefusalFiveTimesAndAgainOnRequest() throws Exception {
        try (var server = new GrumpyServer(Map.of("RCPT", "451 4.2.0 later"))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
                Clocks.turnBack(context, "delivery", "due", 10);
                Clocks.turnBack(context, "work", "due", 10);
                Thread.sleep(100);
            }
            assertThat(awaitSent().json().path("failed").asInt()).isEqualTo(1);
        }

        Mockito.reset(smtp);
        house.ada().post(issue + "/sending", Map.of());

        mailTo(vera.email(), "Refused");
        var done = awaitSent();
        assertThat(done.json().path("sent").asInt()).isEqualTo(1);
        assertThat(done.json().path("failed").asInt()).isZero();
    }

    @Test
    void waitsForAnUnreachableServer() throws Exception {
        Mockito.doAnswer(call -> new SmtpConnection(Optional.empty()))
                .when(smtp)
                .line();
        house.ada().post(issue + "/sending", Map.of());
        for (var wait = 0; wait < 300 && !shows("It does not answer"); wait++) {
            Thread.sleep(100);
        }
        assertThat(shows("It does not answer")).isTrue();
        assertThat(status("SENDING")).isTrue();

        Mockito.reset(smtp);
        Clocks.turnBack(context, "work", "due", 1);

        mailTo(vera.email(), "Refused");
        awaitSent();
    }

    /** Some servers refuse the sender only after each recipient, which would fail the whole newsletter. */
    @Test
    void stopsAndShowsARefusedSender() throws Exception {
        var others = new ArrayList<Person>();
        for (var number = 0; number < 6; number++) {
            others.add(house.person(stage.anybody(), "Subscriber", "INTERNAL", "Viewer"));
        }
        var newsletter = issue.substring(0, issue.indexOf("/issues"));
        others.forEach(one -> one.api().put("/me" + newsletter, Map.of("subscribed", true)));
        try (var server = new GrumpyServer(Map.of("RCPT", "553 5.7.1 sender not owned"))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && !shows("553"); wait++) {
                Thread.sleep(100);
            }

            assertThat(shows("553")).isTrue();
            assertThat(status("SENDING")).isTrue();
            assertThat(server.lines("RCPT")).as("each connection asks once").hasSizeLessThan(1 + others.size());
        }
        Mockito.reset(smtp);
        for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
            Clocks.turnBack(context, "delivery", "due", 10);
            Clocks.turnBack(context, "work", "due", 10);
            Thread.sleep(100);
        }

        assertThat(awaitSent().json().path("sent").asInt()).isEqualTo(1 + others.size());
    }

    /** Before, the run returned to the broken mail again and again, and never reached those behind it. */
    @Test
    void failsAMailThatCannotBeWrittenAndSendsTheOthers() throws Exception {
        var max = house.person(stage.anybody(), "Max", "INTERNAL", "Viewer");
        max.api().put("/me" + issue.substring(0, issue.indexOf("/issues")), Map.of("subscribed", true));
        spoilOrMend(max);
        try {
            house.ada().post(issue + "/sending", Map.of());

            mailTo(vera.email(), "Refused");
            for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
                Clocks.turnBack(context, "delivery", "due", 10);
                Clocks.turnBack(context, "work", "due", 10);
                Thread.sleep(100);
            }
            var done = awaitSent();
            assertThat(done.json().path("sent").asInt()).isEqualTo(1);
            assertThat(done.json().path("failed").asInt()).isEqualTo(1);
        } finally {
            spoilOrMend(max);
        }
        house.ada().post(issue + "/sending", Map.of());

        mailTo(max.email(), "Refused");
        assertThat(awaitSent().json().path("failed").asInt()).isZero();
        assertThat(mailsTo(vera.email(), "Refused")).hasSize(1);
    }

    @Test
    void doesNotResendWhatWasHandedOverWhenTheConnectionBroke() throws Exception {
        try (var server = new GrumpyServer(Map.of("TEXT", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && server.texts().isEmpty(); wait++) {
                Thread.sleep(100);
            }
            Clocks.turnBack(context, "work", "due", 1);

            var done = awaitSent();

            assertThat(done.json().path("inDoubt").asInt()).isEqualTo(1);
            assertThat(server.texts()).hasSize(1);
        }
        Mockito.reset(smtp);
        assertThat(house.ada().with("Accept-Language", "en").page(issue).body())
                .contains("Delivery unconfirmed", "never answered")
                .doesNotContain("Try again");
        house.ada().post(issue + "/sending", Map.of());
        Thread.sleep(2500);
        assertThat(mailsTo(vera.email(), "Refused")).isEmpty();
    }

    @Test
    void doesNotCountAUserTerminatedBeforeTheFinalDot() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with("RCPT", (caller, line) -> {
            house.ada().post("/users/" + vera.id() + "/termination", Map.of());
            return GrumpyServer.says("250").answer(caller, line);
        })) {
            sendBy(server);

            assertThat(awaitSent().json().path("sent").asInt()).isZero();
            assertThat(server.texts()).isEmpty();
        }
    }

    @Test
    void resendsWhatBrokeBeforeTheFinalDotWithoutDoubt() throws Exception {
        try (var server = new GrumpyServer(Map.of("DATA", GrumpyServer.HANGS_UP))) {
            sendBy(server);
            for (var wait = 0; wait < 300 && server.lines("DATA").isEmpty(); wait++) {
                Thread.sleep(100);
            }
        }
        Mockito.reset(smtp);
        for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
            Clocks.turnBack(context, "delivery", "due", 10);
            Clocks.turnBack(context, "work", "due", 10);
            Thread.sleep(100);
        }

        var mail = mailTo(vera.email(), "Refused");
        assertThat(awaitSent().json().path("inDoubt").asInt()).isZero();
        assertThat(mail.header("Message-ID")).startsWith("<mail_");
    }

    @Test
    void sendsOnceToASlowServer() throws Exception {
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.TEXT, GrumpyServer.late(3_000, "250"))) {
            sendBy(server);

            assertThat(awaitSent().json().path("sent").asInt()).isEqualTo(1);
            assertThat(server.texts()).hasSize(1);
        }
    }

    /** Flips one bit of the sealed e-mail; a second call restores it. */
    private void spoilOrMend(Person person) {
        AsOwner.within(
                context,
                OrganisationId.parse(house.id()).orElseThrow(),
                "update account set email = set_bit(email, 200, 1 - get_bit(email, 200)) where user_id = '%s'"
                        .formatted(UserId.parse(person.id()).orElseThrow().value()));
    }

    private void sendBy(GrumpyServer server) throws IOException {
        var named = new Smtp(server.url(), "post@lethe.example", "per-mail");
        Mockito.doAnswer(call -> named.line()).when(smtp).line();
        assertThat(house.ada().post(issue + "/sending", Map.of()).status()).isEqualTo(202);
    }

    private Api.Answer awaitSent() throws InterruptedException {
        for (var wait = 0; wait < 300 && !status("SENT"); wait++) {
            Thread.sleep(100);
        }
        assertThat(status("SENT")).isTrue();
        return house.ada().get(issue);
    }

    private boolean status(String status) {
        return house.ada().get(issue).text("status").equals(status);
    }

    private boolean shows(String words) {
        return house.ada().with("Accept-Language", "en").page(issue).body().contains(words);
    }
}
