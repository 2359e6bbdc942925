package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import lethe.platform.kernel.OrganisationId;
import lethe.privacy.retention.RetentionJob;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** The queue loses nothing and sends nothing twice. */
class OutboxTest extends InvitationInTheQueue {
    @Test
    void retriesWithGrowingPauses() throws InterruptedException {
        awaitAttempts(1);
        assertThat(mailsTo(email)).isEmpty();
        assertThat(waitingSeconds()).isBetween(30L, 61L);
        assertThat(mailQueue.counts().failing()).isPositive();
        Clocks.turnBack(context, "work", "due", 2);
        awaitAttempts(2);
        assertThat(waitingSeconds()).isBetween(90L, 121L);

        reset(smtp);
        Clocks.turnBack(context, "work", "due", 3);

        assertThat(mailTo(email).subject()).startsWith("You have been invited");
    }

    @Test
    void givesUpAfterTwoDaysAndTheOperatorSeesIt() throws InterruptedException {
        awaitAttempts(1);
        var before = mailQueue.counts().givenUp();
        Clocks.turnBack(context, "mail", "queued_at", 3000);
        Clocks.turnBack(context, "work", "due", 3000);

        awaitAttempts(2);

        assertThat(mailQueue.counts().givenUp()).isEqualTo(before + 1);
        assertThat(stage.anybody()
                        .page("/health/ready")
                        .json()
                        .at("/mail/givenUp")
                        .asLong())
                .isEqualTo(before + 1);
        assertThat(stage.anybody().page("/health/ready").body())
                .contains("Mail is not delivered")
                .doesNotContain(email);
        reset(smtp);
        Clocks.turnBack(context, "mail", "queued_at", 60 * 24 * 7);
        context.getBean(RetentionJob.class)
                .apply(OrganisationId.parse(house.id()).orElseThrow());
        assertThat(mailsTo(email)).as("it is forgotten, and not sent after all").isEmpty();
        assertThat(mailQueue.counts().givenUp()).isEqualTo(before);
    }

    @Test
    void doesNotResendAfterAnInterruptionBetweenSendingAndRecording() throws InterruptedException {
        awaitAttempts(1);
        doThrow(new IllegalStateException("killed")).when(store).delete(Mockito.any());
        Mockito.doCallRealMethod().when(smtp).line();
        Clocks.turnBack(context, "work", "due", 2);
        mailTo(email);
        Mockito.verify(store, Mockito.timeout(20_000)).delete(Mockito.any());
        reset(store);

        Thread.sleep(1500);
        assertThat(mailsTo(email)).as("whoever has it has it for a while").hasSize(1);
        Clocks.turnBack(context, "work", "due", 2);

        awaitAttempts(2);
        assertThat(number("select count(*) from mail where user_id = :person and given_up and reason = 'IN_DOUBT'"))
                .isEqualTo(1);
        assertThat(mailsTo(email)).hasSize(1);
    }

    @Test
    void concurrentSendersSendOnce() throws Exception {
        awaitAttempts(1);
        Mockito.doCallRealMethod().when(smtp).line();
        Clocks.turnBack(context, "work", "due", 2);

        lethe.AtOnce.atOnce(this::sendAll, this::sendAll, this::sendAll, this::sendAll);

        awaitNothing();
        assertThat(mailsTo(email)).hasSize(1);
    }

    private lethe.Api.Answer sendAll() {
        outbox.sendWhatIsDue();
        return stage.anybody().page("/health/ready");
    }

    private long waitingSeconds() {
        return number("""
                select extract(epoch from w.due - now())::integer
                from work w
                join mail m on m.id = w.subject
                where w.kind = 'MAIL' and m.user_id = :person
                """);
    }
}
