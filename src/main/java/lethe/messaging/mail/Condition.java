package lethe.messaging.mail;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the mail server, as this node saw it last: said in the log when it begins, when it is another thing and
 * when it is over, and in health as long as it lasts.
 */
final class Condition {
    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);
    private static final int LOGIN_FIRST = 530;
    private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

    /** @param later whether it shows only when a mail is sent, and not when a connection is opened */
    private record Trouble(Reason reason, String sentence, boolean later) {}

    Optional<String> sentence() {
        return Optional.ofNullable(trouble.get()).map(Trouble::sentence);
    }

    /** It took a mail, or would. */
    void isFine() {
        if (trouble.getAndSet(null) != null) {
            LOG.info("The mail server takes mail again.");
        }
    }

    /** It lets us in, which says nothing of what it refuses later. */
    void isOpen() {
        var now = trouble.get();
        if (now != null && !now.later() && trouble.compareAndSet(now, null)) {
            LOG.info("The mail server lets us in again.");
        }
    }

    /** A server that refuses one recipient takes mail for others; one that does not answer tells nothing new. */
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
                "The mail server does not answer, or breaks off: is it running, and are host and port in LETHE_SMTP_URL"
                        + " right?";
            case UNKNOWN_HOST -> "The name of the mail server is not known: is the host in LETHE_SMTP_URL right?";
            case TLS ->
                "The mail server offers no encryption that works" + code + ", and beyond this machine no mail is sent"
                        + " without: it must offer STARTTLS, or LETHE_SMTP_URL begin with smtps://.";
            case CERTIFICATE ->
                "The mail server's certificate has expired, or comes from an authority that this machine does not"
                        + " trust.";
            case CERTIFICATE_NAME ->
                "The mail server's certificate is of another name than the host in LETHE_SMTP_URL: write the name"
                        + " there that is in the certificate.";
            case LOGIN ->
                "The mail server refuses our login" + code + ": are user and password in LETHE_SMTP_URL right?";
            case SENDER ->
                server.perMail()
                        ? "The mail server refuses the sender bounce+ID@… of our mails" + code
                                + ": set LETHE_MAIL_ENVELOPE=sender."
                        : "The mail server refuses LETHE_MAIL_FROM as the sender of our mails" + code
                                + ": name an address that the user in LETHE_SMTP_URL may send as.";
            case TURNED_AWAY ->
                "The mail server takes no mail from this machine" + code
                        + ": ask its operator, or add user and password to LETHE_SMTP_URL.";
            case BUSY -> "The mail server takes no mail for now" + code + "; it is tried again.";
            case LATER, REFUSED, NOT_UTF8, IN_DOUBT, OURS -> throw new IllegalStateException();
        };
    }
}
