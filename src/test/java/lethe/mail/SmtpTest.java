package lethe.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.kernel.StartRefused;
import lethe.mail.Smtp.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What LETHE_SMTP_URL and LETHE_MAIL_FROM mean. */
class SmtpTest {
    private static final String FROM = "post@lethe.example";

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example, false, mail.example, 587",
        "smtps://mail.example, true, mail.example, 465",
        "smtp://mail.example:25, false, mail.example, 25",
        "smtp://[::1]:2525, false, ::1, 2525"
    })
    void namesServerAndPort(String url, boolean tls, String host, int port) {
        var server = Server.of(url, FROM);

        assertThat(server.tls()).isEqualTo(tls);
        assertThat(server.host()).isEqualTo(host);
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.user()).isNull();
    }

    @Test
    void readsLoginsWithSignsThatHaveAMeaningInAddresses() {
        var server = Server.of("smtp://lethe%40acme:a%3Ab+c%2Fd@mail.example", FROM);

        assertThat(server.user()).isEqualTo("lethe@acme");
        assertThat(server.password()).isEqualTo("a:b+c/d");
        assertThat(server.toString()).doesNotContain("a:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://mail.example", "smtp://10.0.0.1:25", "smtp://localhost.evil.example"})
    void wantsStartTlsBeyondThisMachine(String url) {
        var session = Server.of(url, FROM).session();

        assertThat(session.getProperty("mail.smtp.starttls.required")).isEqualTo("true");
        assertThat(session.getProperty("mail.smtp.ssl.checkserveridentity")).isEqualTo("true");
        assertThat(session.getDebug()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://localhost", "smtp://127.0.0.1:25", "smtp://[::1]"})
    void needsNoneOnThisMachine(String url) {
        assertThat(Server.of(url, FROM).session().getProperty("mail.smtp.starttls.required"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example", "http://mail.example", "smtp:mail", "smtp://", "smtp://a b", "imap://x"})
    void refusesInOneSentenceWhatItCannotRead(String url) {
        assertThatThrownBy(() -> Server.of(url, FROM))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("LETHE_SMTP_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a b@c"})
    void refusesASenderThatIsNone(String from) {
        assertThatThrownBy(() -> Server.of("smtp://localhost", from))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("LETHE_MAIL_FROM");
    }

    @Test
    void isNotThereUntilItIsNamed() {
        assertThat(new Smtp("", "").isThere()).isFalse();
        assertThat(new Smtp("smtp://localhost", FROM).isThere()).isTrue();
    }
}
