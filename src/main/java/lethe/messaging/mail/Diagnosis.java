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

/** What a failure means, by when it came and what the server answered. */
final class Diagnosis {
    private static final int CLOSING = 421;
    private static final int LOGIN_FIRST = 530;
    private static final int NAME_NOT_ALLOWED = 553;

    /** RFC 3463, and Exchange's words for one who may not send in that name. */
    private static final Set<String> ABOUT_SENDER = Set.of("5.1.7", "5.1.8", "5.7.60", "5.2.252");

    private Diagnosis() {}

    static NotDelivered of(Exception failure, Conversation talk) {
        var status = talk.answer() < 400 ? 0 : talk.answer();
        var reached = talk.phase().compareTo(Phase.RECIPIENT) >= 0;
        var reason = reached ? ofMail(talk, status) : ofUs(failure, talk, status);
        return new NotDelivered(new DeliveryFailure(reason, status, status == 0 ? null : talk.enhanced()), reached);
    }

    private static Reason ofMail(Conversation talk, int status) {
        if (status == 0) {
            return talk.phase() == Phase.END ? Reason.IN_DOUBT : Reason.UNREACHABLE;
        } else if (status == LOGIN_FIRST) {
            return Reason.LOGIN;
        } else if (isAboutSender(status, talk.enhanced())) {
            return Reason.SENDER;
        } else if (status == CLOSING) {
            return Reason.BUSY;
        } else {
            return status < 500 ? Reason.LATER : Reason.REFUSED;
        }
    }

    /** Servers like to say so only when they hear the recipient; 553 5.1.3 is about the recipient nevertheless. */
    private static boolean isAboutSender(int status, @Nullable String enhanced) {
        return enhanced == null
                ? status == NAME_NOT_ALLOWED
                : ABOUT_SENDER.contains(enhanced) || status == NAME_NOT_ALLOWED && !enhanced.startsWith("5.1.");
    }

    private static Reason ofUs(Exception failure, Conversation talk, int status) {
        var causes = causes(failure);
        if (causes.stream().anyMatch(AuthenticationFailedException.class::isInstance) && !talk.brokeOff()) {
            return status / 100 == 4 ? Reason.BUSY : Reason.LOGIN;
        } else if (talk.phase() == Phase.TLS && status > 0 && status != CLOSING) {
            return Reason.TLS;
        } else if (status == LOGIN_FIRST) {
            return Reason.LOGIN;
        } else if (status >= 500) {
            return talk.phase() == Phase.SENDER ? Reason.SENDER : Reason.TURNED_AWAY;
        } else {
            return status > 0 ? Reason.BUSY : ofSilence(causes, talk);
        }
    }

    private static Reason ofSilence(List<Throwable> causes, Conversation talk) {
        if (causes.stream().anyMatch(UnknownHostException.class::isInstance)) {
            return Reason.UNKNOWN_HOST;
        } else if (causes.stream().anyMatch(CertificateException.class::isInstance)) {
            return causes.stream().anyMatch(Diagnosis::isOfAnotherName) ? Reason.CERTIFICATE_NAME : Reason.CERTIFICATE;
        } else if (causes.stream().anyMatch(SSLException.class::isInstance)) {
            return Reason.TLS;
        } else {
            var answered = causes.stream().noneMatch(IOException.class::isInstance);
            return answered && talk.lacksTls() && isKnown(talk) ? Reason.TLS : Reason.UNREACHABLE;
        }
    }

    /** Whether it told what it can. */
    private static boolean isKnown(Conversation talk) {
        return talk.phase() == Phase.HELLO || talk.phase() == Phase.LOGIN;
    }

    /** The JDK has no exception of its own for that. */
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
