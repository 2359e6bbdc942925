package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A fault of the mail server is reported: at the start, once in the log, and in health while it lasts. */
@ExtendWith(OutputCaptureExtension.class)
class ConditionTest {
    private static final Server SERVER = Server.of("smtp://mail.acme.example", "post@lethe.example", "per-mail");
    private static final Server AS_SENDER = Server.of("smtp://mail.acme.example", "post@lethe.example", "sender");

    @Test
    void reportsAnUnreachableServerFromTheStart(CapturedOutput output) throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var smtp = new Smtp("smtp://127.0.0.1:" + free, "post@lethe.example", "per-mail");
        var check = new ServerCheck(smtp);

        check.look();

        await(smtp, true);
        assertThat(smtp.trouble().orElseThrow())
                .contains("does not answer", "LETHE_SMTP_URL")
                .doesNotContain("127.0.0.1");
        assertThat(output.getAll()).contains("does not answer", "LETHE_SMTP_URL names 127.0.0.1:" + free);
    }

    @Test
    void reportsARefusedLoginUntilItIsAccepted() throws Exception {
        try (var server = new GrumpyServer(Map.of("AUTH", "535 5.7.8 no")).offering("AUTH PLAIN")) {
            var smtp = new Smtp("smtp://me:pw@127.0.0.1:" + server.port(), "post@lethe.example", "per-mail");
            var check = new ServerCheck(smtp);
            check.look();
            await(smtp, true);
            assertThat(smtp.trouble().orElseThrow()).contains("login (SMTP 535 5.7.8)", "user and password");

            server.with("AUTH", GrumpyServer.says("235"));
            lookUntil(check, () -> smtp.trouble().isEmpty());

            var asked = server.lines("AUTH").size();
            lookUntil(check, () -> server.lines("AUTH").size() > asked);
            assertThat(server.lines("MAIL")).isEmpty();
        }
    }

    @Test
    void reportsAServerThatGoesAwayWithoutAMail(CapturedOutput output) throws Exception {
        Smtp smtp;
        ServerCheck check;
        try (var server = new GrumpyServer(Map.of())) {
            smtp = new Smtp(server.url(), "post@lethe.example", "per-mail");
            check = new ServerCheck(smtp);
            check.look();
            awaitFarewells(server, 1);
            assertThat(smtp.trouble()).isEmpty();
        }

        lookUntil(check, () -> smtp.trouble().isPresent());

        assertThat(output.getAll()).containsOnlyOnce("does not answer");
    }

    @Test
    void skipsACheckWhileAnotherRuns() throws Exception {
        var calls = new AtomicInteger();
        var let = new CountDownLatch(1);
        try (var server = new GrumpyServer(Map.of()).with(GrumpyServer.GREETING, (caller, line) -> {
            calls.incrementAndGet();
            return GrumpyServer.when(let, "220").answer(caller, line);
        })) {
            var check = new ServerCheck(new Smtp(server.url(), "post@lethe.example", "per-mail"));
            lookUntil(check, () -> calls.get() > 0);
            check.look();
            Thread.sleep(300);
            assertThat(calls).hasValue(1);

            let.countDown();
            lookUntil(check, () -> calls.get() > 1);
        }
    }

    @Test
    void saysNothingWithoutAConfiguredServer(CapturedOutput output) {
        var smtp = new Smtp("", "post@lethe.example", "per-mail");

        new ServerCheck(smtp).look();

        assertThat(smtp.trouble()).isEmpty();
        assertThat(output.getAll()).doesNotContain("mail server");
    }

    @Test
    void logsAFaultOnceUntilItChanges(CapturedOutput output) {
        var condition = new Condition();
        var login = new DeliveryFailure(Reason.LOGIN, 535, "5.7.8");

        condition.isSeen(SERVER, login);
        condition.isSeen(SERVER, login);
        condition.isSeen(SERVER, new DeliveryFailure(Reason.BUSY, 421, null));
        condition.isFine();
        condition.isFine();

        assertThat(output.getAll().split("refuses our login", -1)).hasSize(2);
        assertThat(output.getAll().split("is not accepting mail at the moment", -1))
                .hasSize(2);
        assertThat(condition.sentence()).isEmpty();
    }

    @Test
    void suggestsASettingThatIsNotYetSet() {
        var refused = new DeliveryFailure(Reason.SENDER, 553, "5.7.1");
        var condition = new Condition();

        condition.isSeen(SERVER, refused);
        assertThat(condition.sentence().orElseThrow()).contains("(SMTP 553 5.7.1)", "LETHE_MAIL_ENVELOPE=sender");
        condition.isSeen(AS_SENDER, refused);
        assertThat(condition.sentence().orElseThrow())
                .contains("LETHE_MAIL_FROM")
                .doesNotContain("LETHE_MAIL_ENVELOPE");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheHostOnlyInTheLogAndIgnoresFaultsOfOneMail(Reason reason) {
        var condition = new Condition();

        condition.isSeen(SERVER, new DeliveryFailure(reason, 0, null));

        assertThat(condition.sentence().isPresent()).isEqualTo(reason.isTrouble());
        assertThat(condition.sentence().orElse("")).doesNotContain("acme", "post@");
    }

    @Test
    void aRefusedRecipientShowsThatTheServerTakesMail() {
        var condition = new Condition();
        condition.isSeen(SERVER, new DeliveryFailure(Reason.BUSY, 421, null));

        condition.isSeen(SERVER, new DeliveryFailure(Reason.IN_DOUBT, 0, null));
        assertThat(condition.sentence()).isPresent();
        condition.isSeen(SERVER, new DeliveryFailure(Reason.REFUSED, 550, "5.1.1"));
        assertThat(condition.sentence()).isEmpty();
    }

    /** Otherwise it would come and go with each mail. */
    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT"})
    void aCheckDoesNotClearARefusedSender(String command) throws Exception {
        for (var refusal : new String[] {"553 5.7.1 not yours", "530 5.7.0 who are you"}) {
            try (var server = new GrumpyServer(Map.of(command, refusal))) {
                var smtp = new Smtp(server.url(), "post@lethe.example", "per-mail");
                send(smtp);
                var trouble = smtp.trouble();
                assertThat(trouble.orElseThrow()).contains(refusal.substring(0, 9));

                new ServerCheck(smtp).look();
                awaitFarewells(server, 2);
                assertThat(smtp.trouble()).isEqualTo(trouble);

                server.with(command, GrumpyServer.says("250"));
                send(smtp);
                assertThat(smtp.trouble()).as("until a mail is taken").isEmpty();
            }
        }
    }

    private static void send(Smtp smtp) {
        try (var line = smtp.line()) {
            Lines.send(line, Lines.KLARA);
        } catch (NotDelivered refused) {
            assertThat(refused.status()).isPositive();
        }
    }

    /** A connection reports before it says QUIT. */
    private static void awaitFarewells(GrumpyServer server, int count) throws InterruptedException {
        for (var wait = 0; wait < 200 && server.lines("QUIT").size() < count; wait++) {
            Thread.sleep(50);
        }
        assertThat(server.lines("QUIT")).hasSize(count);
    }

    /** A look is skipped while another runs. */
    private static void lookUntil(ServerCheck check, BooleanSupplier isSeen) throws InterruptedException {
        for (var wait = 0; wait < 200 && !isSeen.getAsBoolean(); wait++) {
            check.look();
            Thread.sleep(50);
        }
        assertThat(isSeen.getAsBoolean()).isTrue();
    }

    private static void await(Smtp smtp, boolean trouble) throws InterruptedException {
        for (var wait = 0; wait < 200 && smtp.trouble().isPresent() != trouble; wait++) {
            Thread.sleep(50);
        }
        assertThat(smtp.trouble().isPresent()).isEqualTo(trouble);
    }
}
