package lethe.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was not taken, reduced to the status of RFC 5321: what the library says besides holds the address.
 *
 * @see #status() 0 where no server answered
 */
final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;
    private final int status;
    private final boolean forGood;

    private NotDelivered(int status, boolean forGood) {
        super("SMTP " + status, null, false, false);
        this.status = status;
        this.forGood = forGood;
    }

    static NotDelivered noServer() {
        return new NotDelivered(NO_ANSWER, false);
    }

    /** 5xx for the recipient or the message is for good; for the sender it is a setting that somebody will mend. */
    static NotDelivered of(MessagingException failure) {
        var status = NO_ANSWER;
        var sender = false;
        for (Exception one = failure; one != null; one = next(one)) {
            sender |= isAboutSender(one);
            status = Math.max(status, status(one));
        }
        return new NotDelivered(status, status >= 500 && !sender && failure instanceof SendFailedException);
    }

    int status() {
        return status;
    }

    boolean isForGood() {
        return forGood;
    }

    /** Or about our not being known there at all. */
    private static boolean isAboutSender(Exception failure) {
        return failure instanceof SMTPSenderFailedException
                || failure instanceof SMTPSendFailedException send
                        && send.getCommand().startsWith("MAIL");
    }

    private static int status(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> NO_ANSWER;
        };
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
}
