package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is sent in clear to a distant server, and faults of its TLS or our login are named. */
class EncryptedLineTest {
    @TempDir
    private Path place;

    @Test
    void encryptsAndSends() throws Exception {
        var certificates = Certificates.of(place, "ip:127.0.0.1");
        try (var server = new GrumpyServer(Map.of()).encrypting(certificates.server());
                var line = far(server, "").trusting(certificates.client())) {
            assertThat(Lines.send(line, Lines.KLARA)).isTrue();
            assertThat(server.heard()).containsSubsequence("EHLO", "STAR", "EHLO", "MAIL", "RCPT", "DATA");
        }
    }

    @Test
    void reportsACertificateForAnotherName() throws Exception {
        var certificates = Certificates.of(place, "dns:mail.other.example");
        try (var server = new GrumpyServer(Map.of()).encrypting(certificates.server());
                var line = far(server, "me:pw@").trusting(certificates.client())) {
            assertRefused(line, server, Reason.CERTIFICATE_NAME);
        }
    }

    @Test
    void reportsAnUntrustedCertificate() throws Exception {
        var certificates = Certificates.of(place, "ip:127.0.0.1");
        try (var server = new GrumpyServer(Map.of()).encrypting(certificates.server());
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, Reason.CERTIFICATE);
        }
    }

    @Test
    void sendsNothingInClearWithoutTls() throws Exception {
        try (var server = new GrumpyServer(Map.of()).offering("AUTH PLAIN");
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, Reason.TLS);
        }
        try (var server = new GrumpyServer(Map.of("STAR", "454 4.7.0 not now")).offering("STARTTLS", "AUTH PLAIN");
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, Reason.TLS);
        }
        try (var server = new GrumpyServer(Map.of("EHLO", "502 what"));
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, Reason.TLS);
        }
        try (var server = new GrumpyServer(Map.of("STAR", "220 go on")).offering("STARTTLS", "AUTH PLAIN");
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, Reason.TLS);
        }
    }

    @ParameterizedTest
    @CsvSource({"hangs up, UNREACHABLE", "421 4.3.2 closing, BUSY"})
    void sendsNothingInClearIfTheServerLeavesAtStartTls(String answer, Reason reason) throws Exception {
        try (var server = new GrumpyServer(Map.of("STAR", answer)).offering("STARTTLS", "AUTH PLAIN");
                var line = far(server, "me:pw@")) {
            assertRefused(line, server, reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            535 5.7.8 bad credentials      | LOGIN       | 535 | 5.7.8
            534 5.7.9 too weak a way       | LOGIN       | 534 | 5.7.9
            454 4.7.0 cannot look it up    | BUSY        | 454 | 4.7.0
            421 closing                    | BUSY        | 421 | -
            hangs up                       | UNREACHABLE | 0   | -
            """)
    void distinguishesARefusedLoginFromOneNotChecked(String answer, Reason reason, int status, String enhanced)
            throws Exception {
        try (var server = new GrumpyServer(Map.of("AUTH", answer)).offering("AUTH PLAIN");
                var line = near(server)) {
            var failure = catchThrowableOfType(NotDelivered.class, () -> Lines.send(line, Lines.KLARA));

            assertThat(failure.failure()).isEqualTo(new DeliveryFailure(reason, status, enhanced));
            assertThat(failure.isOurs()).isTrue();
            assertThat(server.heard()).doesNotContain("MAIL");
        }
    }

    @Test
    void failsWithoutACommonLoginMethod() throws Exception {
        try (var server = new GrumpyServer(Map.of()).offering("AUTH GSSAPI");
                var line = near(server)) {
            var failure = catchThrowableOfType(NotDelivered.class, () -> Lines.send(line, Lines.KLARA));

            assertThat(failure.failure().reason()).isEqualTo(Reason.LOGIN);
        }
    }

    @Test
    void reportsAMissingServer() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (var host : new String[] {"127.0.0.1", "nobody.invalid"}) {
            try (var line = new SmtpConnection(
                    Optional.of(Lines.server("smtp://" + host + ":" + free, "per-mail")),
                    Lines.SHORT,
                    new Condition())) {
                var failure = catchThrowableOfType(NotDelivered.class, () -> Lines.send(line, Lines.KLARA));

                assertThat(failure.failure().reason())
                        .isEqualTo(host.startsWith("1") ? Reason.UNREACHABLE : Reason.UNKNOWN_HOST);
                assertThat(failure.isOurs()).isTrue();
                assertThat(failure.isCounted()).isFalse();
            }
        }
    }

    private static void assertRefused(SmtpConnection line, GrumpyServer server, Reason reason) {
        var failure = catchThrowableOfType(NotDelivered.class, () -> Lines.send(line, Lines.KLARA));

        assertThat(failure.failure().reason()).isEqualTo(reason);
        assertThat(failure.isOurs()).isTrue();
        assertThat(server.heard()).contains("EHLO").doesNotContain("AUTH", "MAIL", "RCPT", "DATA");
    }

    /** An address that does not look like this machine. */
    private static SmtpConnection far(GrumpyServer server, String login) {
        return new SmtpConnection(
                Optional.of(Lines.server("smtp://" + login + "[::ffff:127.0.0.1]:" + server.port(), "per-mail")),
                Lines.SHORT,
                new Condition());
    }

    private static SmtpConnection near(GrumpyServer server) {
        return new SmtpConnection(
                Optional.of(Lines.server("smtp://me:pw@127.0.0.1:" + server.port(), "per-mail")),
                Lines.SHORT,
                new Condition());
    }
}
