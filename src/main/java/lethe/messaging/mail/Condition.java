package lethe.messaging.mail;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail server's fault as this node saw it last. It is logged when it begins, changes and ends, and health reports
 * it while it lasts.
 */
final class Condition {
    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);
    private static final int LOGIN_FIRST = 530;
    private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

    /** @param later whether the fault shows only when a mail is sent, not when a connection is opened */
    private record Trouble(Reason reason, String sentence, boolean later) {}

    Optional<String> sentence() {
        return Optional.ofNullable(trouble.get()).map(Trouble::sentence);
    }

    /** The server took a mail, or would have. */
    void isFine() {
        if (trouble.getAndSet(null) != null) {
            LOG.info("The mail server accepts mail again.");
        }
    }

    /** The server accepted our connection and login. A fault that shows only when a mail is sent remains. */
    void isOpen() {
        var now = trouble.get();
        if (now != null && !now.later() && trouble.compareAndSet(now, null)) {
            LOG.info("The mail server accepts connections again.");
        }
    }

    /** A server that refuses one recipient takes mail for others; a failure without an answer changes nothing. */
    void isSeen(Server server, DeliveryFailure failure) {
        if (failure.reason().isTrouble()) {
            var later = failure.reason() == Reason.SENDER || failure.status() == LOGIN_FIRST;
            var now = new Trouble(failure.reason(), sentence(server, failure), later);
            var before = trouble.getAndSet(now);
            if (before == null || before.reason() != now.reason()) {
                LOG.warn("{} LETHE_SMTP_URL names {}:{}.", now.sentence(), server.host(), server.port());
            }
        } else if (failure.status() > 0) {
            isFine();
        }
    }

    private static String sentence(Server server, DeliveryFailure failure) {
        var code = failure.inBrackets();
        return switch (failure.reason()) {
            case UNREACHABLE ->
                "The mail server does not answer or drops the connection: check that it is running, and check host and"
                        + " port in LETHE_SMTP_URL.";
            case UNKNOWN_HOST -> "The host name of the mail server is unknown: check the host in LETHE_SMTP_URL.";
            case TLS ->
                "The mail server offers no working encryption" + code
                        + ", which is required beyond this machine: enable"
                        + " STARTTLS on the server, or use smtps:// in LETHE_SMTP_URL.";
            case CERTIFICATE ->
                "The mail server's certificate has expired, or comes from an authority that this machine does not"
                        + " trust.";
            case CERTIFICATE_NAME ->
                "The mail server's certificate is for another name than the host in LETHE_SMTP_URL: use the name in the"
                        + " certificate.";
            case LOGIN -> "The mail server refuses our login" + code + ": check user and password in LETHE_SMTP_URL.";
            case SENDER ->
                server.perMail()
                        ? "The mail server refuses the sender bounce+ID@… of our mails" + code
                                + ": set LETHE_MAIL_ENVELOPE=sender."
                        : "The mail server refuses LETHE_MAIL_FROM as the sender of our mails" + code
                                + ": use an address that the user in LETHE_SMTP_URL may send as.";
            case TURNED_AWAY ->
                "The mail server does not accept mail from this machine" + code
                        + ": ask its operator, or add user and password to LETHE_SMTP_URL.";
            case BUSY -> "The mail server is not accepting mail at the moment" + code + "; Lethe keeps trying.";
            case LATER, REFUSED, NOT_UTF8, IN_DOUBT, OURS -> throw new IllegalStateException();
        };
    }
}
