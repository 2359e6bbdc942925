package lethe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import lethe.messaging.mail.MailContent;
import lethe.messaging.mail.MailId;
import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.MailRecipient;
import lethe.messaging.mail.NotDelivered;
import lethe.messaging.mail.SmtpConnection;
import lethe.platform.requests.Validation;
import lethe.signin.passwords.Passwords;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@LetheTest
class NothingSlowInTransactionsTest {
    @Autowired
    private Passwords passwords;

    @Autowired
    private MailQueue mails;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Stage stage;

    /** All public methods, so that none is missed. */
    @Test
    void guardsHashingComparingAndMeasuring() {
        var names = Stream.of(Passwords.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName);

        assertThat(names).containsExactlyInAnyOrder("hash", "matches", "check");
        assertRefused(() -> passwords.hash(Stage.PASSWORD));
        assertRefused(() -> passwords.matches(null, Stage.PASSWORD));
        assertRefused(() -> passwords.check(new Validation(), "newPassword", Stage.PASSWORD));
    }

    /** Both were created before, outside any transaction. */
    @Test
    void guardsBothMailConnections() {
        var envelope = new SmtpConnection.Envelope(new MailId(new UUID(0, 1)), Locale.ENGLISH, "Acme", Instant.EPOCH);
        var letter = new MailContent("News", "News", "<p>News</p>");
        var to = new MailRecipient("Klara", "Braun", Stage.email("klara"));

        for (var line : List.of(mails.line(), mails.impatientLine())) {
            assertRefused(() -> send(line, envelope, letter, to));
            assertThatThrownBy(() -> line.send(envelope, letter, to)).isInstanceOf(NotDelivered.class);
        }
    }

    @Test
    void allowsThemOutsideTransactions() {
        assertThat(passwords.matches(passwords.hash(Stage.PASSWORD), Stage.PASSWORD))
                .isTrue();
    }

    @Test
    void aChosenTemporaryPasswordWorks() {
        var house = stage.house();
        var form = new HashMap<>(house.form("Klara", Stage.email("klara"), "INTERNAL", "Viewer"));
        form.put("temporaryPassword", Stage.PASSWORD);

        var created = house.ada().post("/users", form);

        var signIn = Map.of("organisation", house.slug(), "email", form.get("email"), "password", Stage.PASSWORD);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().has("temporaryPassword")).isFalse();
        assertThat(stage.anybody().post("/sign-in", signIn).text("state")).isEqualTo("NEW_PASSWORD_REQUIRED");
    }

    @Test
    void reportsAWeakPasswordWithOtherErrorsAfterForbiddenOnes() {
        var house = stage.house();
        var mara = house.person(stage.anybody(), "Mara", "INTERNAL", "Administrator");
        var form = new HashMap<>(house.form("", Stage.email("klara"), "INTERNAL", "Viewer"));
        form.put("temporaryPassword", "password1234");

        var refused = house.ada().post("/users", form);
        form.put("type", "ADMIN");
        var forbidden = mara.api().post("/users", form);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").valueStream().map(one -> one.path("field")
                        .asString()))
                .containsExactlyInAnyOrder("firstName", "temporaryPassword");
        assertThat(forbidden.problem()).isEqualTo("admins-only");
    }

    private static void send(
            SmtpConnection line, SmtpConnection.Envelope envelope, MailContent letter, MailRecipient to) {
        try {
            line.send(envelope, letter, to);
        } catch (NotDelivered failure) {
            throw new AssertionError(failure);
        }
    }

    private void assertRefused(Runnable slow) {
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> slow.run()))
                .hasMessageContaining("a transaction is open");
    }
}
