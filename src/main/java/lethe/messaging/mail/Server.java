package lethe.messaging.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import lethe.platform.kernel.StartupRefused;
import lethe.platform.requests.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A mail server, and the sender that we use with it.
 *
 * @param tls from the first byte; otherwise STARTTLS, which is required for any host but this machine
 * @param user absent if the server needs no login
 * @param perMail whether the envelope sender contains the mail's ID, so that bounces can be matched
 */
record Server(
        boolean tls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        InternetAddress from,
        boolean perMail) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final int MOST_PORT = 65_535;
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** A password that ends the URL's user part too early: {@code me:a/b@host}. */
    private static final Pattern UNESCAPED = Pattern.compile("(?i)smtps?://[^@]*[@/?#\\[\\]\\s\"<>\\\\^`{|}].*@[^@]*");

    static Server of(String url, String from, String envelope) {
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
                login.map(parts -> parts.length == 2 ? decoded(parts[1]) : "").orElse(null),
                sender(from),
                isPerMail(envelope));
    }

    /** Whether the traffic stays on this machine. */
    boolean isLoopback() {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.matches("(0*:)++0*1");
    }

    boolean needsStartTls() {
        return !tls && !isLoopback();
    }

    /** The domain of our own address: for Message-ID and envelope. */
    String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    /** The envelope sender, to which bounces return. */
    String envelope(MailId mail) {
        return perMail ? "bounce+" + mail + "@" + domain() : from.getAddress();
    }

    /** The library's debug output stays off: it prints addresses. */
    Session session(SmtpSocket socket, SmtpTimeouts timeouts) {
        var settings = new Properties();
        settings.put("mail.smtp.socketFactory", socket.factory());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.auth", String.valueOf(user != null));
        settings.put("mail.smtp.localhost", domain());
        settings.put("mail.smtp.connectiontimeout", millis(timeouts.connecting()));
        settings.put("mail.smtp.writetimeout", millis(timeouts.block()));
        settings.put("mail.smtp.ssl.enable", String.valueOf(tls));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.starttls.enable", String.valueOf(needsStartTls()));
        settings.put("mail.smtp.starttls.required", String.valueOf(needsStartTls()));
        settings.put("mail.mime.allowutf8", "true");
        return Session.getInstance(settings);
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "Server[…]";
    }

    private static String millis(Duration time) {
        return String.valueOf(Math.max(1, time.toMillis()));
    }

    private static URI parsed(String url) {
        if (LONE_PERCENT.matcher(url).find() || UNESCAPED.matcher(url).matches()) {
            throw unescaped();
        }
        try {
            var uri = URI.create(url);
            var path = Optional.ofNullable(uri.getPath()).orElse("");
            if (path.length() > 1 || uri.getQuery() != null || uri.getFragment() != null) {
                throw unreadable();
            }
            return uri;
        } catch (IllegalArgumentException notAnAddress) {
            throw unreadable();
        }
    }

    private static StartupRefused unreadable() {
        return new StartupRefused("LETHE_SMTP_URL is not valid: use smtp://user:password@host:port or smtps://….");
    }

    private static StartupRefused unescaped() {
        return new StartupRefused(
                "LETHE_SMTP_URL is not valid: in user and password, write % as %25, @ as %40, : as %3A,"
                        + " / as %2F, ? as %3F, # as %23 and a space as %20. With the password 50%off it is"
                        + " smtp://me:50%25off@mail.example.");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The domain as A-labels. A local part that needs SMTPUTF8 is refused, because most servers would not take our
     * mail.
     */
    private static InternetAddress sender(String from) {
        try {
            var sender = new InternetAddress(from.strip(), true);
            EmailAddress.parse(sender.getAddress())
                    .map(EmailAddress::normal)
                    .map(normal -> normal.substring(normal.lastIndexOf('@')))
                    .ifPresent(domain -> sender.setAddress(local(sender) + domain));
            if (sender.getAddress().indexOf('@') > 0
                    && sender.getAddress().chars().allMatch(letter -> letter < 0x80)) {
                return sender;
            }
        } catch (AddressException notAnAddress) {
            throw senderless();
        }
        throw senderless();
    }

    private static String local(InternetAddress address) {
        return address.getAddress().substring(0, address.getAddress().lastIndexOf('@'));
    }

    private static StartupRefused senderless() {
        return new StartupRefused(
                "LETHE_MAIL_FROM must be the sender's e-mail address, with only ASCII characters before"
                        + " the @, if LETHE_SMTP_URL is set.");
    }

    private static boolean isPerMail(String envelope) {
        return switch (envelope.strip()) {
            case "per-mail" -> true;
            case "sender" -> false;
            default ->
                throw new StartupRefused("LETHE_MAIL_ENVELOPE must be per-mail (bounce+<mail ID> at the domain of"
                        + " LETHE_MAIL_FROM) or sender (LETHE_MAIL_FROM itself).");
        };
    }
}
