package lethe.messaging.mail;

import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import lethe.messaging.mail.Conversation.Phase;
import org.jspecify.annotations.Nullable;

/** Derives the reason for a failure from its phase and the server's reply. */
final class Diagnosis {
    private static final int CLOSING = 421;
    private static final int LOGIN_FIRST = 530;
    private static final int NAME_NOT_ALLOWED = 553;

    /** Of RFC 3463, and Exchange's codes for a user who may not send as this address. */
    private static final Set<String> ABOUT_SENDER = Set.of("5.1.7", "5.1.8", "5.7.60", "5.2.252");

    private Diagnosis() {}

    static NotDelivered of(Exception failure, Conversation conversation) {
        var status = conversation.answer() < 400 ? 0 : conversation.answer();
        var reached = conversation.phase().compareTo(Phase.RECIPIENT) >= 0;
        var reason = reached ? ofMail(conversation, status) : ofUs(failure, conversation, status);
        return new NotDelivered(
                new DeliveryFailure(reason, status, status == 0 ? null : conversation.enhanced()), reached);
    }

    private static Reason ofMail(Conversation conversation, int status) {
        if (status == 0) {
            return conversation.phase() == Phase.END ? Reason.IN_DOUBT : Reason.UNREACHABLE;
        } else if (status == LOGIN_FIRST) {
            return Reason.LOGIN;
        } else if (isAboutSender(status, conversation.enhanced())) {
            return Reason.SENDER;
        } else if (status == CLOSING) {
            return Reason.BUSY;
        } else {
            return status < 500 ? Reason.LATER : Reason.REFUSED;
        }
    }

    /** Servers often refuse the sender only after RCPT; 553 5.1.3, however, is about the recipient. */
    private static boolean isAboutSender(int status, @Nullable String enhanced) {
        return enhanced == null
                ? status == NAME_NOT_ALLOWED
                : ABOUT_SENDER.contains(enhanced) || status == NAME_NOT_ALLOWED && !enhanced.startsWith("5.1.");
    }

    private static Reason ofUs(Exception failure, Conversation conversation, int status) {
        var causes = causes(failure);
        if (causes.stream().anyMatch(AuthenticationFailedException.class::isInstance) && !conversation.brokeOff()) {
            return status / 100 == 4 ? Reason.BUSY : Reason.LOGIN;
        } else if (conversation.phase() == Phase.TLS && status > 0 && status != CLOSING) {
            return Reason.TLS;
        } else if (status == LOGIN_FIRST) {
            return Reason.LOGIN;
        } else if (status >= 500) {
            return conversation.phase() == Phase.SENDER ? Reason.SENDER : Reason.TURNED_AWAY;
        } else {
            return status > 0 ? Reason.BUSY : ofSilence(causes, conversation);
        }
    }

    private static Reason ofSilence(List<Throwable> causes, Conversation conversation) {
        if (causes.stream().anyMatch(UnknownHostException.class::isInstance)) {
            return Reason.UNKNOWN_HOST;
        } else if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
            return causes.stream().anyMatch(Diagnosis::isOfAnotherName) ? Reason.CERTIFICATE_NAME : Reason.CERTIFICATE;
        } else if (causes.stream().anyMatch(SSLException.class::isInstance)) {
            return Reason.TLS;
        } else {
            var answered = causes.stream().noneMatch(IOException.class::isInstance);
            return answered && conversation.lacksTls() && isKnown(conversation) ? Reason.TLS : Reason.UNREACHABLE;
        }
    }

    /** Whether the connection got as far as the server's list of extensions. */
    private static boolean isKnown(Conversation conversation) {
        return conversation.phase() == Phase.HELLO || conversation.phase() == Phase.LOGIN;
    }

    /** The JDK has no separate exception for this. */
    private static boolean isOfAnotherName(Throwable cause) {
        var words = Objects.requireNonNullElse(cause.getMessage(), "");
        return cause instanceof CertificateException
                && (words.startsWith("No subject alternative") || words.startsWith("No name matching"));
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
    }
}
