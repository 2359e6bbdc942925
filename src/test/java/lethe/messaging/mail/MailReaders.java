package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import lethe.fuzzing.Readers;
import lethe.platform.kernel.StartupRefused;

final class MailReaders implements Readers {
    @Override
    public Map<String, Reader> all() {
        return Map.of(
                "smtp-url", Reader.ofText(text -> check(text, "lethe@acme.example")),
                "mail-from", Reader.ofText(text -> check("smtp://localhost", text)));
    }

    private static void check(String url, String from) {
        try {
            var server = Server.of(url, from, "per-mail");
            assertThat(server.host()).isNotBlank();
            assertThat(server.port()).isBetween(1, 65_535);
            assertThat(server.domain()).isNotBlank().doesNotContainAnyWhitespaces();
            assertThat(server.session(new SmtpSocket(), SmtpTimeouts.OF_RFC_5321))
                    .isNotNull();
        } catch (StartupRefused refused) {
            assertThat(refused).hasMessageContaining("LETHE_");
        }
    }
}
