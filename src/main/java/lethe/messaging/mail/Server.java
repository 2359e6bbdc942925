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
 * A mail server, and in whose name it is sent mail.
 *
 * @param tls from the first byte on; otherwise STARTTLS, without which nothing is sent beyond this machine
 * @param user absent where the server asks for none
 * @param perMail whether the envelope names each mail, so that what comes back can be told apart
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

    /** A password that ends the address too early: {@code me:a/b@host}. */
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

    /** Where nobody else can listen. */
    boolean isLoopback() {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.matches("(0*:)++0*1");
    }

    boolean needsStartTls() {
        return !tls && !isLoopback();
    }

    /** Of our own address: in Message-ID and envelope. */
    String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    /** Whom the server is told that a mail is from, and where it comes back to. */
    String envelope(MailId mail) {
        return perMail ? "bounce+" + mail + "@" + domain() : from.getAddress();
    }

    /** Never with the library's debugging: that prints addresses. */
    Session session(SmtpSocket wire, SmtpTimeouts patience) {
        var settings = new Properties();
        settings.put("mail.smtp.socketFactory", wire.factory());
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.auth", String.valueOf(user != null));
        settings.put("mail.smtp.localhost", domain());
        settings.put("mail.smtp.connectiontimeout", millis(patience.connecting()));
        settings.put("mail.smtp.writetimeout", millis(patience.block()));
        settings.put("mail.smtp.ssl.enable", String.valueOf(tls));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.starttls.enable", String.valueOf(needsStartTls()));
        settings.put("mail.smtp.starttls.required", String.valueOf(needsStartTls()));
        settings.put("mail.mime.allowutf8", "true");
        return Session.getInstance(settings);
    }

    /** Never the password. */
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
        return new StartupRefused(
                "LETHE_SMTP_URL cannot be read: please write smtp://user:password@host:port or smtps://….");
    }

    private static StartupRefused unescaped() {
        return new StartupRefused("LETHE_SMTP_URL cannot be read: in user and password, a % is written %25, and so are"
                + " @ %40, : %3A, / %2F, ? %3F, # %23 and a space %20. With the password 50%off it is"
                + " smtp://me:50%25off@mail.example.");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The domain as A-labels; letters before the @ that need SMTPUTF8 would keep our mail from most servers. */
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
        return new StartupRefused("LETHE_MAIL_FROM must be an e-mail address, with plain letters before the @, once"
                + " LETHE_SMTP_URL is given: please name the one that mails are from.");
    }

    private static boolean isPerMail(String envelope) {
        return switch (envelope.strip()) {
            case "per-mail" -> true;
            case "sender" -> false;
            default ->
                throw new StartupRefused("LETHE_MAIL_ENVELOPE is per-mail (bounce+<mail id> at the domain of"
                        + " LETHE_MAIL_FROM) or sender (LETHE_MAIL_FROM itself).");
        };
    }
}
