package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A mail server may take minutes; a transaction that waits for it would withhold a connection from others. */
class NoTransactionWaitsTest {
    @Test
    void forAServerToAnswer() throws Exception {
        try (var server = new GrumpyServer(Map.of());
                var line = Lines.to(server, Lines.SHORT)) {
            assertRefused(() -> Lines.send(line, Lines.KLARA));
            assertRefused(line::check);

            assertThat(server.lines("EHLO")).isEmpty();
        }
    }

    /** The server may take as long for the next mail, and for QUIT. */
    @Test
    void forAConnectedServer() throws Exception {
        try (var server = new GrumpyServer(Map.of());
                var line = Lines.to(server, Lines.SHORT)) {
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();

            assertRefused(() -> Lines.send(line, Lines.KLARA));
            assertRefused(line::check);
            assertRefused(line::close);

            assertThat(server.texts()).hasSize(1);
        }
    }

    /** Refused even where no mail server is configured. */
    @Test
    void overAnyConnection() {
        var smtp = new Smtp("", "", "per-mail");

        for (var line : List.of(smtp.line(), smtp.impatientLine())) {
            assertRefused(() -> Lines.send(line, Lines.KLARA));
            assertRefused(line::check);
        }
    }

    /** A new method that talks to the server belongs in the tests above. */
    @Test
    void inANewMethod() {
        var names = Stream.of(SmtpConnection.class.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .distinct();

        assertThat(names).containsExactlyInAnyOrder("send", "check", "close", "cut", "trusting");
    }

    private static void assertRefused(ThrowingCallable wait) {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(wait)
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("a transaction is open");
        } finally {
            TransactionSynchronizationManager.clear();
        }
    }
}
