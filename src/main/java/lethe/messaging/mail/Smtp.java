package lethe.messaging.mail;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The mail server of {@code LETHE_SMTP_URL} and {@code LETHE_MAIL_FROM}, if one is configured. */
@Component
class Smtp {
    private final Optional<Server> server;
    private final Condition condition = new Condition();

    Smtp(
            @Value("${lethe.smtp-url:}") String url,
            @Value("${lethe.mail-from:}") String from,
            @Value("${lethe.mail-envelope:per-mail}") String envelope) {
        server = url.isBlank() ? Optional.empty() : Optional.of(Server.of(url.strip(), from, envelope));
    }

    boolean isThere() {
        return server.isPresent();
    }

    String domain() {
        return server.orElseThrow().domain();
    }

    /** A connection that opens when its first mail is sent. */
    SmtpConnection line() {
        return new SmtpConnection(server, SmtpTimeouts.OF_RFC_5321, condition);
    }

    /** As {@link #line}, with short time-outs, for a user who waits for the result. */
    SmtpConnection impatientLine() {
        return new SmtpConnection(server, SmtpTimeouts.OF_A_VISITOR, condition);
    }

    /** What the operator must fix, as far as this node has seen; empty while mail is taken. */
    Optional<String> trouble() {
        return condition.sentence();
    }
}
