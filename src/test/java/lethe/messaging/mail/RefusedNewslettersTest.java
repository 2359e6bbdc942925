package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import lethe.Stage.Person;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Newsletter mails that a server refuses are counted, postponed or tried again; no recipient is left out. */
class RefusedNewslettersTest extends IssueToVera {
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
        for (var wait = 0; wait < 300 && !shows("The mail server does not answer"); wait++) {
            Thread.sleep(100);
        }
        assertThat(shows("The mail server does not answer")).isTrue();
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

    /** Flips one bit of the sealed e-mail; a second call restores it. */
    private void spoilOrMend(Person person) {
        AsOwner.within(
                context,
                OrganisationId.parse(house.id()).orElseThrow(),
                "update account set email = set_bit(email, 200, 1 - get_bit(email, 200)) where user_id = '%s'"
                        .formatted(UserId.parse(person.id()).orElseThrow().value()));
    }

    private boolean shows(String words) {
        return house.ada().with("Accept-Language", "en").page(issue).body().contains(words);
    }
}
