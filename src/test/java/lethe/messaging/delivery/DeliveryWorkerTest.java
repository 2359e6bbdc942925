package lethe.messaging.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import lethe.messaging.delivery.Delivery.State;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailId;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.RecipientLookup;
import lethe.messaging.mail.SmtpConnection;
import lethe.messaging.newsletters.Subscriptions;
import lethe.messaging.newsletters.Unsubscribe;
import lethe.platform.kernel.NewsletterId;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A mail that can never be written fails, and the newsletter continues. */
class DeliveryWorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private final Deliveries deliveries = mock(Deliveries.class);
    private final Campaigns campaigns = mock(Campaigns.class);
    private final Subscriptions subscriptions = mock(Subscriptions.class);
    private final RecipientLookup recipients = mock(RecipientLookup.class);
    private final MailQueue mailQueue = mock(MailQueue.class);
    private final SmtpConnection connection = mock(SmtpConnection.class);
    private final Pace pace = mock(Pace.class);
    private final Queue<Delivery> waiting = new ArrayDeque<>();
    private final Set<UserId> broken = new HashSet<>();
    private final DeliveryJob job = new DeliveryJob(
            new DueDelivery(new OrganisationId(UUID.randomUUID()), UUID.randomUUID()),
            UUID.randomUUID(),
            new Campaign(
                    UUID.randomUUID(),
                    new NewsletterId(UUID.randomUUID()),
                    1,
                    Locale.ENGLISH,
                    (to, way) -> new MailContent("News", "x", "x")),
            "Acme");

    @BeforeEach
    void acceptAllMails() throws Exception {
        when(pace.moment()).thenReturn(NOW);
        when(mailQueue.line()).thenReturn(connection);
        when(connection.send(any(), any(), any(), any())).thenReturn(true);
        when(campaigns.isSending(job.id())).thenReturn(true);
        when(subscriptions.ofSubscriber(any(), any())).thenReturn(Optional.of(new Unsubscribe("https://x.example/u")));
        when(deliveries.lockNext(any(), any(), any())).then(call -> Optional.ofNullable(waiting.poll()));
        when(recipients.of(any())).then(call -> {
            if (broken.contains(call.<UserId>getArgument(0))) {
                throw new IllegalArgumentException("not a sealed value");
            }
            return Optional.of(new MailRecipient("Klara", "Kanari", "klara@x.example"));
        });
    }

    @Test
    void postponesAMailThatCannotBeWrittenAndSendsTheOthers() {
        var first = someone(0);
        var poison = broken(someone(0));
        var last = someone(0);

        work();

        var order = inOrder(deliveries);
        order.verify(deliveries).putOnTheWire(first, job.run());
        order.verify(deliveries).mark(Outcome.sent(first), job.run());
        order.verify(deliveries)
                .putOff(new Outcome(poison.id(), State.WAITING, 1, NOW.plus(Duration.ofMinutes(1)), false));
        order.verify(deliveries).putOnTheWire(last, job.run());
        order.verify(deliveries).mark(Outcome.sent(last), job.run());
        assertThat(job.isStopped()).isFalse();
    }

    @Test
    void failsAfterTheFifthAttempt() {
        var poison = broken(someone(4));

        work();

        verify(deliveries).putOff(new Outcome(poison.id(), State.FAILED, 5, null, false));
    }

    @Test
    void triesAgainWhatBreaksBeforeItIsHandedOver() throws Exception {
        var poison = someone(0);
        var last = someone(0);
        when(connection.send(
                        argThat(envelope -> envelope != null && envelope.id().equals(poison.id())),
                        any(),
                        any(),
                        any()))
                .thenThrow(new IllegalStateException("no address"));

        work();

        verify(deliveries)
                .mark(new Outcome(poison.id(), State.WAITING, 1, NOW.plus(Duration.ofMinutes(1)), false), job.run());
        verify(deliveries).mark(Outcome.sent(last), job.run());
    }

    /** A fault of ours must not use up the attempts of all recipients. */
    @Test
    void stopsWhenNoMailCanBeWritten() {
        IntStream.range(0, 30).forEach(number -> broken(someone(0)));

        work();

        verify(deliveries, times(10)).putOff(any());
        assertThat(job.isStopped()).isTrue();
        assertThat(job.trouble()).isNegative();
    }

    @Test
    void continuesIfManyButNotAllMailsCannotBeWritten() {
        for (var number = 0; number < 30; number++) {
            broken(someone(0));
            if (number % 9 == 8) {
                someone(0);
            }
        }

        work();

        verify(deliveries, times(30)).putOff(any());
        assertThat(job.isStopped()).isFalse();
    }

    /** Such as a database that does not respond. */
    @Test
    void stopsWithoutCountingAttemptsWhenTheDatabaseFails() {
        someone(0);
        when(campaigns.isSending(job.id())).thenThrow(new IllegalStateException("no database"));

        work();

        verify(deliveries, never()).putOff(any());
        assertThat(job.trouble()).isNegative();
    }

    @Test
    void stopsWhenAMailCannotBePostponedAndRecordsThePreviousOne() {
        var first = someone(0);
        broken(someone(0));
        var last = someone(0);
        doThrow(new IllegalStateException("no database")).when(deliveries).putOff(any());

        work();

        var order = inOrder(deliveries);
        order.verify(deliveries).putOff(any());
        order.verify(deliveries).mark(Outcome.sent(first), job.run());
        verify(deliveries, never()).putOnTheWire(eq(last), any());
        assertThat(job.trouble()).isNegative();
    }

    private void work() {
        var transaction = new TransactionTemplate(mock(PlatformTransactionManager.class));
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        new DeliveryWorker(deliveries, campaigns, subscriptions, recipients, mailQueue, pace, clock, transaction)
                .work(job);
    }

    private Delivery someone(int attempts) {
        var one = new Delivery(new MailId(UUID.randomUUID()), new UserId(UUID.randomUUID()), attempts);
        waiting.add(one);
        return one;
    }

    private Delivery broken(Delivery one) {
        broken.add(one.person());
        return one;
    }
}
