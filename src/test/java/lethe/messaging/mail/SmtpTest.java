package lethe.messaging.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lethe.platform.kernel.StartupRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of LETHE_SMTP_URL and LETHE_MAIL_FROM. */
class SmtpTest {
    private static final String FROM = "post@lethe.example";

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example, false, mail.example, 587",
        "smtps://mail.example, true, mail.example, 465",
        "smtp://mail.example:25, false, mail.example, 25",
        "smtp://[::1]:2525, false, ::1, 2525"
    })
    void readsServerAndPort(String url, boolean tls, String host, int port) {
        var server = Server.of(url, FROM, "per-mail");

        assertThat(server.tls()).isEqualTo(tls);
        assertThat(server.host()).isEqualTo(host);
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.user()).isNull();
    }

    @Test
    void readsLoginsWithEscapedCharacters() {
        var server = Server.of("smtp://lethe%40acme:a%3Ab+c%2Fd@mail.example", FROM, "per-mail");

        assertThat(server.user()).isEqualTo("lethe@acme");
        assertThat(server.password()).isEqualTo("a:b+c/d");
        assertThat(server.toString()).doesNotContain("a:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://mail.example", "smtp://10.0.0.1:25", "smtp://localhost.evil.example"})
    void requiresStartTlsExceptOnThisMachine(String url) {
        var session = Server.of(url, FROM, "per-mail").session(new SmtpSocket(), SmtpTimeouts.OF_RFC_5321);

        assertThat(session.getProperty("mail.smtp.starttls.required")).isEqualTo("true");
        assertThat(session.getProperty("mail.smtp.ssl.checkserveridentity")).isEqualTo("true");
        assertThat(session.getDebug()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://localhost", "smtp://127.0.0.1:25", "smtp://[::1]"})
    void needsNoStartTlsOnThisMachine(String url) {
        assertThat(Server.of(url, FROM, "per-mail")
                        .session(new SmtpSocket(), SmtpTimeouts.OF_RFC_5321)
                        .getProperty("mail.smtp.starttls.required"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example", "http://mail.example", "smtp:mail", "smtp://", "smtp://a b", "imap://x"})
    void refusesAnUnreadableUrl(String url) {
        assertThatThrownBy(() -> Server.of(url, FROM, "per-mail"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_SMTP_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a b@c"})
    void refusesAnInvalidSender(String from) {
        assertThatThrownBy(() -> Server.of("smtp://localhost", from, "per-mail"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_MAIL_FROM");
    }

    @Test
    void isAbsentUnlessConfigured() {
        assertThat(new Smtp("", "", "per-mail").isThere()).isFalse();
        assertThat(new Smtp("smtp://localhost", FROM, "per-mail").isThere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp://me:50%off@mail.example",
                "smtp://me:%@mail.example",
                "smtp://me%:x@mail.example:25",
                "smtps://me:100%zz@mail.example",
                "smtp://me:p@ss@mail.example",
                "smtp://me@acme.example:pass@mail.example",
                "smtp://me:a/b@mail.example",
                "smtp://me:25/b@mail.example",
                "smtp://me:25?b@mail.example",
                "smtp://me:25#b@mail.example",
                "smtp://me:a b@mail.example",
                "smtp://me:a[b@mail.example",
                "smtp://me:a^b@mail.example"
            })
    void explainsHowToEscapeAPassword(String url) {
        assertThatThrownBy(() -> Server.of(url, FROM, "per-mail"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContainingAll("LETHE_SMTP_URL", "%25", "%40", "%2F")
                .hasMessageNotContainingAny("mail.example:", "pass@", "zz", "a/b", "a^b");
    }

    @Test
    void readsAnEscapedPassword() {
        var server = Server.of("smtp://me:50%25off%40%3A%2F%3F%23%20@mail.example", FROM, "per-mail");

        assertThat(server.password()).isEqualTo("50%off@:/?# ");
        assertThat(server.host()).isEqualTo("mail.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://h.example/inbox", "smtp://h.example?x=1", "smtp://h.example#x"})
    void refusesPathsAndQueries(String url) {
        assertThatThrownBy(() -> Server.of(url, FROM, "per-mail"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_SMTP_URL");
        assertThat(Server.of("smtp://h.example/", FROM, "per-mail").host()).isEqualTo("h.example");
    }

    @Test
    void namesTheMailOrTheSenderInTheEnvelope() {
        assertThat(Server.of("smtp://h.example", FROM, "per-mail").envelope(Lines.ID))
                .isEqualTo("bounce+" + Lines.ID + "@lethe.example");
        assertThat(Server.of("smtp://h.example", "Lethe <" + FROM + ">", "sender")
                        .envelope(Lines.ID))
                .isEqualTo(FROM);
        assertThatThrownBy(() -> Server.of("smtp://h.example", FROM, "permail"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContainingAll("LETHE_MAIL_ENVELOPE", "per-mail", "sender");
    }

    @Test
    void encodesTheSendersDomainAndRefusesANonAsciiLocalPart() {
        assertThat(Server.of("smtp://h.example", "post@straße.example", "sender")
                        .domain())
                .isEqualTo("xn--strae-oqa.example");
        assertThat(Server.of("smtp://h.example", "lethe@localhost", "sender").domain())
                .isEqualTo("localhost");
        assertThatThrownBy(() -> Server.of("smtp://h.example", "grüße@lethe.example", "sender"))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("LETHE_MAIL_FROM");
    }
}
