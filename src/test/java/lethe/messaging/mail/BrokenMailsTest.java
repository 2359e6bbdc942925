package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lethe.platform.kernel.TenantContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail that can never be written delays no other, and is given up in the end. */
class BrokenMailsTest extends InvitationInTheQueue {
    private static final String DAMAGED = "update mail set secret = '\\x00' where id = :mail";
    private static final String OF_NO_KIND = "unheard-of";

    @Override
    @BeforeEach
    void queueAnInvitation() throws InterruptedException {
        super.queueAnInvitation();
        awaitAttempts(1);
    }

    /** More broken mails than connections, all due before the good one. */
    @ParameterizedTest
    @ValueSource(strings = {"invitation", OF_NO_KIND})
    void brokenMailsDoNotDelayOthers(String kind) throws Exception {
        var broken = new ArrayList<MailId>();
        for (var number = 0; number < FairQueue.CONNECTIONS + 1; number++) {
            broken.add(queueDamaged(kind));
        }
        reset(smtp);
        Clocks.turnBack(context, "work", "due", 2);

        outbox.sendWhatIsDue();

        assertThat(mailTo(email).subject()).startsWith("You have been invited");
        until(() -> number("select count(*) from mail where user_id = :person") == broken.size());
        until(() -> waiting(broken) == broken.size());
    }

    @Test
    void givesUpAMailWithADamagedSecret() {
        var broken = queueDamaged("invitation");
        until(() -> attempts(broken) == 1);
        assertThat(reason(broken)).isEqualTo("OURS");

        Clocks.turnBack(context, "mail", "queued_at", 3 * 24 * 60);
        Clocks.turnBack(context, "work", "due", 3 * 24 * 60);

        until(() -> isGivenUp(broken));
        assertThat(attempts(broken)).isEqualTo(2);
        assertThat(reason(broken)).isEqualTo("OURS");
    }

    /** It may have arrived before it was damaged. */
    @Test
    void doesNotResendABrokenMailThatWasHandedOver() {
        var broken = queueDamaged("invitation", "update mail set handed_over = true where id = :mail");

        until(() -> isGivenUp(broken));
        assertThat(reason(broken)).isEqualTo("IN_DOUBT");
    }

    /** Such as while the database does not respond: no mail counts as broken then. */
    @Test
    void allMailsWaitWhileNothingCanBeRecorded() throws Exception {
        reset(smtp);
        doThrow(new IllegalStateException("no database")).when(store).lock(any(), any(), any());
        doThrow(new IllegalStateException("no database")).when(store).renew(any(), any());
        Clocks.turnBack(context, "work", "due", 2);

        outbox.sendWhatIsDue();

        assertThat(number("select max(attempts) from mail where user_id = :person"))
                .isEqualTo(1);
        reset(store);
        assertThat(mailTo(email).subject()).startsWith("You have been invited");
    }

    private MailId queueDamaged(String kind) {
        return queueDamaged(kind, DAMAGED);
    }

    /** In one transaction, so that the mail never exists undamaged. */
    private MailId queueDamaged(String kind, String more) {
        var order = new Mail.Order(klara, kind, Locale.ENGLISH, null, "lethe_link_x");
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(status -> {
                    var id = mailQueue.queue(order);
                    for (var damage : List.of(DAMAGED, more)) {
                        jdbc.sql(damage).param("mail", id.value()).update();
                    }
                    return id;
                }));
    }

    private int waiting(List<MailId> some) {
        return of(
                "select count(*) from work where kind = 'MAIL' and due > now() and subject = any(:mail)",
                some.stream().map(MailId::value).toArray(java.util.UUID[]::new),
                Integer.class);
    }

    private int attempts(MailId mail) {
        return of("select attempts from mail where id = :mail", mail.value(), Integer.class);
    }

    private boolean isGivenUp(MailId mail) {
        return of("select given_up from mail where id = :mail", mail.value(), Boolean.class);
    }

    private String reason(MailId mail) {
        return of("select reason from mail where id = :mail", mail.value(), String.class);
    }

    private <T> T of(String sql, Object mail, Class<T> type) {
        return TenantContext.in(
                organisation(),
                () -> transaction.execute(
                        status -> jdbc.sql(sql).param("mail", mail).query(type).single()));
    }

    private static void until(java.util.concurrent.Callable<Boolean> met) {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(20)).until(met);
    }
}
