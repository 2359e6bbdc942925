package lethe.messaging.mail;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The server that takes our mail, as {@code LETHE_SMTP_URL} and {@code LETHE_MAIL_FROM} name it; there may be none. */
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

    /** A connection that opens with the first mail sent by it. */
    SmtpConnection line() {
        return new SmtpConnection(server, SmtpTimeouts.OF_RFC_5321, condition);
    }

    /** The same for somebody who waits to see it sent. */
    SmtpConnection impatientLine() {
        return new SmtpConnection(server, SmtpTimeouts.OF_A_VISITOR, condition);
    }

    /** What the operator should mend, as far as this node has seen; empty while mail is taken. */
    Optional<String> trouble() {
        return condition.sentence();
    }
}
