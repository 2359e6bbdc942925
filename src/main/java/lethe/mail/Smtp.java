package lethe.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import lethe.kernel.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The server that takes our mail, as {@code LETHE_SMTP_URL} and {@code LETHE_MAIL_FROM} name it; there may be none. */
@Component
class Smtp {
    private static final String SECONDS = "20000";
    private final Optional<Server> server;

    Smtp(@Value("${lethe.smtp-url:}") String url, @Value("${lethe.mail-from:}") String from) {
        server = url.isBlank() ? Optional.empty() : Optional.of(Server.of(url.strip(), from));
    }

    /**
     * @param tls from the first byte on; otherwise STARTTLS, without which nothing is sent beyond this machine
     * @param user absent where the server asks for none
     */
    record Server(
            boolean tls,
            String host,
            int port,
            @Nullable String user,
            @Nullable String password,
            InternetAddress from) {
        private static final int SUBMISSION = 587;
        private static final int SUBMISSIONS = 465;
        private static final int MOST_PORT = 65_535;

        static Server of(String url, String from) {
            var uri = parsed(url);
            var tls = "smtps".equals(uri.getScheme());
            if (uri.getHost() == null || uri.getPort() > MOST_PORT || !tls && !"smtp".equals(uri.getScheme())) {
                throw unreadable();
            }
            var port = uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION;
            var login = Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2));
            return new Server(
                    tls,
                    uri.getHost().replaceAll("[\\[\\]]", ""),
                    port,
                    login.map(parts -> decoded(parts[0])).orElse(null),
                    login.map(parts -> parts.length == 2 ? decoded(parts[1]) : "")
                            .orElse(null),
                    sender(from));
        }

        /** Where nobody else can listen. */
        boolean isLoopback() {
            return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.matches("(0*:)++0*1");
        }

        /** Of our own address: in Message-ID and envelope. */
        String domain() {
            return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        }

        /** Never with the library's debugging: that prints addresses. */
        Session session() {
            var settings = new Properties();
            settings.put("mail.transport.protocol", "smtp");
            settings.put("mail.smtp.host", host);
            settings.put("mail.smtp.port", String.valueOf(port));
            settings.put("mail.smtp.auth", String.valueOf(user != null));
            settings.put("mail.smtp.localhost", domain());
            settings.put("mail.smtp.connectiontimeout", SECONDS);
            settings.put("mail.smtp.timeout", SECONDS);
            settings.put("mail.smtp.writetimeout", SECONDS);
            settings.put("mail.smtp.ssl.enable", String.valueOf(tls));
            settings.put("mail.smtp.ssl.checkserveridentity", "true");
            settings.put("mail.smtp.starttls.enable", String.valueOf(!tls && !isLoopback()));
            settings.put("mail.smtp.starttls.required", String.valueOf(!tls && !isLoopback()));
            settings.put("mail.mime.allowutf8", "true");
            return Session.getInstance(settings);
        }

        /** Never the password. */
        @Override
        public String toString() {
            return "Server[…]";
        }

        private static URI parsed(String url) {
            try {
                return URI.create(url);
            } catch (IllegalArgumentException notAnAddress) {
                throw unreadable();
            }
        }

        private static StartRefused unreadable() {
            return new StartRefused(
                    "LETHE_SMTP_URL cannot be read: please write smtp://user:password@host:port or smtps://….");
        }

        private static String decoded(String part) {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        private static InternetAddress sender(String from) {
            try {
                var sender = new InternetAddress(from.strip(), true);
                if (sender.getAddress().indexOf('@') > 0) {
                    return sender;
                }
            } catch (AddressException notAnAddress) {
                throw senderless();
            }
            throw senderless();
        }

        private static StartRefused senderless() {
            return new StartRefused(
                    "LETHE_MAIL_FROM must be an e-mail address once LETHE_SMTP_URL is given: please name"
                            + " the one that mails are from.");
        }
    }

    boolean isThere() {
        return server.isPresent();
    }

    String domain() {
        return server.orElseThrow().domain();
    }

    /** A connection that opens with the first mail sent by it. */
    Line line() {
        return new Line(server);
    }
}
